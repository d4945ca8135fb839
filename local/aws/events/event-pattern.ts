/** An EventBridge event pattern as our rules have it: nested objects whose leaves are lists of exact values. */
export type EventPattern = { readonly [key: string]: EventPattern | readonly ExactValue[] };
type ExactValue = string | number | boolean | null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isExactValue = (value: unknown): value is ExactValue =>
	value === null || ['string', 'number', 'boolean'].includes(typeof value);

/**
 * Reads a rule's pattern.
 *
 * @throws Error for an operator (`prefix`, `exists`, …), because the embedded EventBridge would match it wrongly
 */
export const readEventPattern = (value: unknown, at = 'the pattern'): EventPattern => {
	if (!isRecord(value)) throw new Error(`${at} must be an object`);
	for (const [key, inner] of Object.entries(value)) {
		if (!Array.isArray(inner)) readEventPattern(inner, `${at}.${key}`);
		else if (inner.length === 0 || !inner.every(isExactValue)) {
			throw new Error(`${at}.${key} must list exact values; the embedded EventBridge has no other matching`);
		}
	}
	return value as EventPattern;
};

/**
 * Whether the event has one of the listed values at every leaf of the pattern; a list in the event matches by any
 * member.
 */
export const matchesPattern = (pattern: EventPattern, event: unknown): boolean =>
	isRecord(event) &&
	Object.entries(pattern).every(([key, expected]) => {
		const actual = event[key];
		if (!isExactValues(expected)) return matchesPattern(expected, actual);
		return (Array.isArray(actual) ? actual : [actual]).some((value) => expected.includes(value));
	});

const isExactValues = (value: EventPattern | readonly ExactValue[]): value is readonly ExactValue[] =>
	Array.isArray(value);
