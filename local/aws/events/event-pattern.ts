/** An EventBridge event pattern as our rules have it: nested objects whose leaves are lists; one match of a list is enough. */
export type EventPattern = { readonly [key: string]: EventPattern | readonly Matcher[] };
type ExactValue = string | number | boolean | null;
type Matcher =
	| ExactValue
	| { readonly 'anything-but': readonly ExactValue[] }
	| { readonly exists: boolean }
	| { readonly prefix: string }
	| { readonly wildcard: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isExactValue = (value: unknown): value is ExactValue =>
	value === null || ['string', 'number', 'boolean'].includes(typeof value);

const isMatcher = (value: unknown): value is Matcher => {
	if (!isRecord(value)) return isExactValue(value);
	const [[operator, operand] = [], ...others] = Object.entries(value);
	if (others.length > 0) return false;
	if (operator === 'exists') return typeof operand === 'boolean';
	if (operator === 'prefix') return typeof operand === 'string';
	if (operator === 'wildcard') return typeof operand === 'string' && isWildcard(operand);
	return operator === 'anything-but' && Array.isArray(operand) && operand.length > 0 && operand.every(isExactValue);
};

/** A backslash would escape a star, and EventBridge refuses two stars in a row. */
const isWildcard = (wildcard: string): boolean => !/\\|\*\*/.test(wildcard);

/**
 * Reads a rule's pattern.
 *
 * @throws Error for any other operator (`suffix`, `$or`, …), because the embedded EventBridge would match it wrongly
 */
export const readEventPattern = (value: unknown, at = 'the pattern'): EventPattern => {
	if (!isRecord(value)) throw new Error(`${at} must be an object`);
	for (const [key, inner] of Object.entries(value)) {
		if (!Array.isArray(inner)) readEventPattern(inner, `${at}.${key}`);
		else if (inner.length === 0 || !inner.every(isMatcher)) {
			throw new Error(
				`${at}.${key} must list exact values, {"anything-but": […]}, {"exists": …}, {"prefix": …} or {"wildcard": …}; the embedded EventBridge has no other matching`,
			);
		}
	}
	return value as EventPattern;
};

/** Whether the event matches at every leaf of the pattern; a list in the event matches by any member. */
export const matchesPattern = (pattern: EventPattern, event: unknown): boolean =>
	Object.entries(pattern).every(([key, expected]) => {
		const field = isRecord(event) && Object.hasOwn(event, key) ? [event[key]] : [];
		if (!isLeaf(expected)) return matchesPattern(expected, field[0]);
		const values = field.flat();
		return expected.some((matcher) => matches(matcher, values));
	});

/** As in EventBridge, `anything-but` asks for a value, so a field that is missing does not match it; null does. */
const matches = (matcher: Matcher, values: readonly unknown[]): boolean => {
	if (!isRecord(matcher)) return values.includes(matcher);
	if ('exists' in matcher) return matcher.exists === values.length > 0;
	if ('prefix' in matcher) return texts(values).some((text) => text.startsWith(matcher.prefix));
	if ('wildcard' in matcher) return texts(values).some((text) => matchesWildcard(matcher.wildcard, text));
	const excluded: readonly unknown[] = matcher['anything-but'];
	return values.some((value) => !excluded.includes(value));
};

const texts = (values: readonly unknown[]): readonly string[] => values.filter((value) => typeof value === 'string');

/** Each piece between the stars is found at its first place after the piece before. */
const matchesWildcard = (wildcard: string, text: string): boolean => {
	const pieces = wildcard.split('*');
	const [first = '', last = ''] = [pieces.at(0), pieces.at(-1)];
	if (pieces.length === 1) return text === wildcard;
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
	let at = first.length;
	for (const piece of pieces.slice(1, -1)) {
		const found = text.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return at <= text.length - last.length;
};

const isLeaf = (value: EventPattern | readonly Matcher[]): value is readonly Matcher[] => Array.isArray(value);
