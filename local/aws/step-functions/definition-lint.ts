import aslValidator from 'asl-validator';
import { type Definition, type NamedState, type State, statesOf } from '#statemachine/asl.ts';
import { MAX_TIMER_SECONDS } from '../shared/clock.ts';
import { lintChoices, lintErrorHandling, lintFail, lintPass, lintTask } from './lint-states.ts';
import { lintContextPaths, lintIntrinsics, lintTemplates } from './lint-templates.ts';

/** Fields that the engine ignores, so that an execution would silently differ from AWS. */
const ignoredFields: Readonly<Record<string, string>> = {
	HeartbeatSeconds: 'give the Task a TimeoutSeconds that is short enough',
	HeartbeatSecondsPath: 'give the Task a TimeoutSeconds that is short enough',
	TimeoutSecondsPath: 'write a literal TimeoutSeconds: the engine looks for the path in the Parameters',
	Credentials: 'call what the role of the machine may call',
	Assign: 'pass the value on in the state data, with ResultPath',
	ItemReader: 'let a Task read the items, and use ItemsPath',
	ItemBatcher: 'let a Task make the batches, and use ItemsPath',
	ResultWriter: 'let a Task inside the Map write each result',
};

const lintIgnoredFields = ({ state }: NamedState): string[] => {
	const parts = [state, ...listOf(state.Catch), ...listOf(state.Choices)];
	return Object.entries(ignoredFields)
		.filter(([field]) => parts.some((part) => field in part))
		.map(([field, instead]) => `the engine ignores ${field}: ${instead}`);
};

const lintQueryLanguage = ({ state }: NamedState): string[] =>
	state.QueryLanguage === 'JSONata' ? ['the engine knows no JSONata: write JSONPath fields and ".$" keys'] : [];

/**
 * The engine understands `$.field` and null. It takes `$` itself, and brackets at the root, for the name of a field.
 */
const lintResultPaths = ({ state }: NamedState): string[] =>
	[state, ...listOf(state.Catch)]
		.map(({ ResultPath }) => ResultPath)
		.filter((path) => typeof path === 'string' && !path.startsWith('$.'))
		.map((path) =>
			path === '$'
				? 'ResultPath "$" is taken for a field called "$": leave it out, it is the default'
				: `ResultPath ${JSON.stringify(path)} is not understood: write it with dots, as "$.field"`,
		);

const lintTimers = (fields: Readonly<Record<string, unknown>>): string[] =>
	['Seconds', 'TimeoutSeconds']
		.filter((field) => Number(fields[field]) > MAX_TIMER_SECONDS)
		.map((field) => `${field} ${fields[field]} is beyond the engine's timers: write at most ${MAX_TIMER_SECONDS}`);

const rules: readonly ((named: NamedState) => string[])[] = [
	lintQueryLanguage,
	lintIgnoredFields,
	lintTask,
	lintPass,
	lintFail,
	lintChoices,
	lintErrorHandling,
	lintResultPaths,
	({ state }) => lintTimers(state),
	lintTemplates,
	lintIntrinsics,
	lintContextPaths,
];

const listOf = (value: unknown): readonly State[] => (Array.isArray(value) ? value : []);

/**
 * Finds what is invalid in a definition, and what the engine ignores or gets wrong. Each finding names the state, what
 * is wrong and what to write instead.
 */
export const lintDefinition = (definition: Definition): string[] => {
	const { isValid, errorsText } = aslValidator(structuredClone(definition), { checkPaths: true, checkArn: true });
	// the rules rely on the shape of a valid definition
	if (!isValid) return [errorsText('\n- ')];

	const machineFindings = [
		...(definition.QueryLanguage === 'JSONata' ? ['the machine: the engine knows no JSONata: write JSONPath'] : []),
		...lintTimers(definition).map((finding) => `the machine: ${finding}`),
	];
	const stateFindings = [...statesOf(definition)].flatMap((named) =>
		rules.flatMap((rule) => rule(named)).map((finding) => `state "${named.name}": ${finding}`),
	);
	return [...machineFindings, ...stateFindings];
};
