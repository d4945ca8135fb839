import { randomUUID } from 'node:crypto';
import { TerminalError } from './failure.ts';

/**
 * The engine drops every backslash from a text that an intrinsic returns, but not from texts in a list. So it gets
 * `States.Array('<mark> Format', …)` for `States.Format(…)`, and we make the text of that list when the engine is done.
 * No data can contain the mark, because it is new in every process.
 */
const MARK = `text intrinsic ${randomUUID()}`;

type TextIntrinsic = (...values: unknown[]) => string;

const intrinsics: Readonly<Record<string, TextIntrinsic>> = {
	Format: (template, ...values) => {
		if (typeof template !== 'string') throw failed(`States.Format needs a text, not ${JSON.stringify(template)}`);
		const places = template.split('{}');
		if (places.length !== values.length + 1) {
			throw failed(`States.Format got ${values.length} values for the ${places.length - 1} {} of ${template}`);
		}
		if (values.some((value) => typeof value === 'object' && value !== null)) {
			throw failed('States.Format takes texts, numbers, booleans and null: use States.JsonToString for the rest');
		}
		return places.map((text, index) => (index === 0 ? text : `${values[index - 1]}${text}`)).join('');
	},
	JsonToString: (value) => JSON.stringify(value),
};

/** The intrinsics of which `finishTexts` makes the text. */
export const textIntrinsics = Object.keys(intrinsics);

const textOrCall = new RegExp(`'[^']*'|\\bStates\\.(${textIntrinsics.join('|')})\\(`, 'g');

/** An expression with intrinsics as the engine gets it. */
export const deferTexts = (expression: string): string =>
	expression.replace(textOrCall, (token, name?: string) => (name ? `States.Array('${MARK} ${name}', ` : token));

/**
 * Makes the deferred texts, in the value itself where they stand inside it: the engine goes on with the same object.
 *
 * @throws TerminalError States.Runtime
 */
export const finishTexts = (value: unknown): unknown => {
	if (typeof value !== 'object' || value === null) return value;
	for (const [key, inner] of Object.entries(value)) {
		const finished = finishTexts(inner);
		if (finished !== inner) (value as Record<string, unknown>)[key] = finished;
	}
	if (!Array.isArray(value)) return value;
	const mark: unknown = value[0];
	if (typeof mark !== 'string' || !mark.startsWith(MARK)) return value;
	return intrinsics[mark.slice(MARK.length + 1)]?.(...value.slice(1));
};

const failed = (message: string): TerminalError => new TerminalError('States.Runtime', message);
