import type { State } from '#statemachine/asl.ts';

/** The value at a reference path, which names one node: `$.parts[0].keys`. */
const readReferencePath = (path: unknown, json: unknown): unknown =>
	[...String(path).matchAll(/\.([^.[]+)|\[(\d+)\]|\['([^']+)'\]/g)].reduce<unknown>(
		(value, [, field, index, quoted]) => (value as Record<string, unknown>)?.[field ?? index ?? quoted ?? ''],
		json,
	);

/** How many iterations a Map will have; undefined if its InputPath is more than a reference path. */
export const countMapItems = (state: State, input: unknown): number | undefined => {
	const items = readReferencePath(state.ItemsPath ?? '$', readReferencePath(state.InputPath ?? '$', input));
	return Array.isArray(items) ? items.length : undefined;
};
