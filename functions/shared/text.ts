/** At most so many characters (UTF-16 code units), never half a surrogate pair; a cut text ends with a mark. */
export const cutToCharacters = (text: string, characters: number): string =>
	text.length <= characters
		? text
		: `${text.slice(0, characters - CUT_MARK.length).replace(LONE_HIGH_SURROGATE, '')}${CUT_MARK}`;

/** At most so many bytes of UTF-8, never half a character. */
export const cutToBytes = (text: string, bytes: number): string =>
	new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, bytes), { stream: true });

/**
 * JSON of a value that came as JSON, short enough for a sentence. Only its beginning is written, so that a value may be
 * nested thousands deep, where JSON.stringify fails, or megabytes long.
 */
export const shorten = (value: unknown): string => cutToCharacters(beginningOf(value, SHORT + 1), SHORT);

/** At least so many characters of the value's JSON, if it has so many. Each level writes one before the next begins. */
const beginningOf = (value: unknown, characters: number): string => {
	if (characters <= 0) return '';
	if (typeof value === 'string') return JSON.stringify(value.slice(0, characters));
	if (typeof value !== 'object' || value === null) return String(value);
	let text = '';
	for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
		if (text.length > characters) break;
		text += text ? ',' : '';
		if (typeof key === 'string') text += `${JSON.stringify(key.slice(0, characters))}:`;
		text += beginningOf(Reflect.get(value, key), characters - 1 - text.length);
	}
	return Array.isArray(value) ? `[${text}]` : `{${text}}`;
};

/** As `1 hr, 2 min, 5 sec`. The format is made at each call, because it takes 10 ms to load and few steps need it. */
export const formatDuration = (seconds: number): string => {
	const whole = Math.max(0, Math.round(seconds));
	return whole === 0
		? '0 sec'
		: new Intl.DurationFormat('en', { style: 'short' }).format({
				days: Math.floor(whole / 86_400),
				hours: Math.floor(whole / 3_600) % 24,
				minutes: Math.floor(whole / 60) % 60,
				seconds: whole % 60,
			});
};

const SHORT = 200;
const CUT_MARK = ' … [cut]';
const LONE_HIGH_SURROGATE = /[\uD800-\uDBFF]$/;
