import type { Scope } from '#contracts/scope.ts';
import type { FunctionSpec } from './functions.ts';

/** The functions as they are deployed with a scope. */
export const limitTo = (
	scope: Scope,
	specs: Readonly<Record<string, FunctionSpec>>,
): Readonly<Record<string, FunctionSpec>> =>
	Object.fromEntries(
		Object.entries(specs).map(([name, { environment, ...spec }]) => {
			const limited =
				'WATCH_SCOPE' in environment ? { ...environment, WATCH_SCOPE: JSON.stringify(scope) } : environment;
			return [name, { ...spec, environment: limited }];
		}),
	);
