import type * as z from 'zod/mini';

/**
 * The part of a value from outside that fits a contract: fields of a wrong type are left out. A value that is no object has
 * no such part: the answer is empty.
 *
 * @param contract an object whose fields may all be left out
 */
export const fittingPart = <Part extends object>(contract: z.ZodMiniType<Part>, value: unknown): Part => {
	const parsed = contract.safeParse(value);
	if (parsed.success) return parsed.data;
	return contract.parse(parsed.error.issues.reduce((rest, { path }) => omit(rest, path), value));
};

const omit = (value: unknown, [key, ...inner]: readonly PropertyKey[]): unknown => {
	if (key === undefined || typeof value !== 'object' || value === null) return {};
	const fields = Object.entries(value).map(([name, field]) => [
		name,
		name !== key ? field : inner.length === 0 ? undefined : omit(field, inner),
	]);
	return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
};
