import type { FunctionSpec } from './functions.ts';

/** The functions as they are deployed with other values of these variables, each where a function reads it. */
export const configureFunctions = (
	specs: Readonly<Record<string, FunctionSpec>>,
	variables: Readonly<Record<string, string>>,
): Readonly<Record<string, FunctionSpec>> =>
	Object.fromEntries(
		Object.entries(specs).map(([name, spec]) => {
			const changed = Object.entries(variables).filter(([variable]) => variable in spec.environment);
			return [name, { ...spec, environment: { ...spec.environment, ...Object.fromEntries(changed) } }];
		}),
	);
