import type { Scope } from '#contracts/scope.ts';
import type { FunctionSpec } from './functions.ts';

interface Configuration {
	readonly scope: Scope;
	/** Where the links of messages lead; left out: to the AWS console, as on AWS. */
	readonly consoleUrl?: string | undefined;
}

/** The functions as they are deployed with a scope, and beside a console. */
export const configureFunctions = (
	{ scope, consoleUrl }: Configuration,
	specs: Readonly<Record<string, FunctionSpec>>,
): Readonly<Record<string, FunctionSpec>> => {
	const values: Readonly<Record<string, string>> = {
		WATCH_SCOPE: JSON.stringify(scope),
		...(consoleUrl !== undefined && { LINKED_CONSOLE: consoleUrl }),
	};
	return Object.fromEntries(
		Object.entries(specs).map(([name, { environment, ...spec }]) => {
			const configured = Object.entries(environment).map(([key, value]) => [key, values[key] ?? value] as const);
			return [name, { ...spec, environment: Object.fromEntries(configured) }];
		}),
	);
};
