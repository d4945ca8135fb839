/** The settings of a Lambda function. They stand beside its handler; the construct and the embedded Lambda read them. */
export interface FunctionSettings<Variable extends string = string> {
	/** Below `functions/`, as `watch-export/record-outcome`. */
	readonly folder: string;
	/** Less than the `TimeoutSeconds` of its Task, so that the function can report a slow call. */
	readonly timeoutSeconds: number;
	readonly memoryMegabytes: number;
	/** Of `/tmp`. */
	readonly diskMegabytes: number;
	/** The environment variables that the handler reads. */
	readonly environment: readonly Variable[];
}

/** A value for each environment variable of a function. */
export type Environment<Variable extends string> = Readonly<Record<Variable, string>>;

/** Fills in the defaults. 512 MB of disk is Lambda's own; more memory also means more of a processor. */
export const defineSettings = <const Variable extends string = never>(
	settings: Pick<FunctionSettings, 'folder'> & Partial<FunctionSettings<Variable>>,
): FunctionSettings<Variable> => ({
	timeoutSeconds: 25,
	memoryMegabytes: 512,
	diskMegabytes: 512,
	environment: [],
	...settings,
});

/** `RecordOutcome` for the folder `watch-export/record-outcome`. */
export const functionNameOf = ({ folder }: Pick<FunctionSettings, 'folder'>): string =>
	pascalCase(folder.split('/').at(-1) ?? '');

/** `RecordOutcome` for `record-outcome`. */
export const pascalCase = (kebabCase: string): string =>
	kebabCase.replaceAll(/(?:^|-)(\w)/g, (_start, letter: string) => letter.toUpperCase());

/**
 * Reads the environment variables at cold start, so that a missing one fails the first call after a deployment.
 *
 * @throws Error for a variable that is not set
 */
export const readEnvironment = <Variable extends string>({
	environment,
}: FunctionSettings<Variable>): Environment<Variable> =>
	Object.fromEntries(
		environment.map((name) => {
			const value = process.env[name];
			if (!value) throw new Error(`the environment variable ${name} is not set`);
			return [name, value];
		}),
	) as Environment<Variable>;
