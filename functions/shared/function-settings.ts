/** What a Lambda function needs of its platform. It stands once, beside the handler: the construct and the embedded Lambda read it. */
export interface FunctionSettings<Variable extends string = string> {
	/** Below `functions/`, as `watch-export/record-outcome`. */
	readonly folder: string;
	/** Less than the `TimeoutSeconds` of its Task, so that the function itself reports a slow call. */
	readonly timeoutSeconds: number;
	readonly memoryMegabytes: number;
	/** Of `/tmp`. */
	readonly diskMegabytes: number;
	/** The environment variables that the handler reads. */
	readonly environment: readonly Variable[];
}

/** A value for each environment variable of a function. */
export type Environment<Variable extends string> = Readonly<Record<Variable, string>>;

/** Settings with the defaults: 25 s, 512 MB of memory (more of it is more of a processor, too), Lambda's own 512 MB of disk. */
export const defineSettings = <const Variable extends string = never>(
	settings: Pick<FunctionSettings, 'folder'> & Partial<FunctionSettings<Variable>>,
): FunctionSettings<Variable> => ({
	timeoutSeconds: 25,
	memoryMegabytes: 512,
	diskMegabytes: 512,
	environment: [],
	...settings,
});

/** The function's name: `RecordOutcome` for the folder `watch-export/record-outcome`. */
export const functionNameOf = ({ folder }: Pick<FunctionSettings, 'folder'>): string =>
	(folder.split('/').at(-1) ?? '').replaceAll(/(?:^|-)(\w)/g, (_start, letter: string) => letter.toUpperCase());

/**
 * The function's environment variables. Read at cold start, so that a missing one fails the first call of a deployment.
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
