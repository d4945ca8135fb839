import type { NamedState } from '#statemachine/asl.ts';
import { MAX_TIMER_SECONDS } from '../shared/clock.ts';
import { taskParameters, taskResourceName } from './task-resource.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A Task must have a resource that runs here: the engine calls the real Lambda service for any other. */
export const lintTask = ({ state }: NamedState): string[] => {
	if (state.Type !== 'Task') return [];
	const findings: string[] = [];
	if ((state.TimeoutSeconds ?? state.TimeoutSecondsPath) === undefined)
		findings.push('a Task without TimeoutSeconds fails after 60 s here: give it one');

	const name = taskResourceName(state.Resource);
	if (!name) {
		const runnable = Object.keys(taskParameters).join(' or arn:aws:states:::');
		return [
			...findings,
			`Resource ${JSON.stringify(state.Resource)} cannot run here: use arn:aws:states:::${runnable}`,
		];
	}

	const known: readonly string[] = taskParameters[name];
	const given = Object.keys((state.Parameters ?? {}) as Fields).map((key) => key.replace(/\.\$$/, ''));
	if (!given.includes(known[0] as string)) findings.push(`Parameters has no ${known[0]}: name what to run`);
	for (const parameter of given.filter((key) => !known.includes(key))) {
		findings.push(`the parameter ${parameter} of ${name} has no effect here: use ${known.join(', ')}`);
	}
	return findings;
};

export const lintPass = ({ state }: NamedState): string[] =>
	state.Type === 'Pass' && 'Result' in state && !state.Result
		? [`the engine ignores the Result ${JSON.stringify(state.Result)}: put it into an object`]
		: [];

export const lintFail = ({ state }: NamedState): string[] =>
	['ErrorPath', 'CausePath']
		.filter((field) => state.Type === 'Fail' && state[field] !== undefined && !String(state[field]).startsWith('$'))
		.map((field) => `the engine runs no intrinsic in ${field}: let a Pass state make the text, and give its path`);

/** The engine never matches `IsPresent: false`. */
export const lintChoices = ({ state }: NamedState): string[] => {
	if (state.Type !== 'Choice') return [];
	return rulesWithin(state.Choices as Fields[])
		.flatMap(Object.entries)
		.filter(([operator, operand]) => operator.startsWith('Is') && operand === false)
		.map(([operator]) => `the engine never matches ${operator} false: write {"Not": {…, "${operator}": true}}`);
};

const rulesWithin = (rules: readonly Fields[]): Fields[] =>
	rules.flatMap((rule) => [
		rule,
		...rulesWithin([rule.And, rule.Or, rule.Not ?? []].flat().filter(Boolean) as Fields[]),
	]);

export const lintErrorHandling = ({ state }: NamedState): string[] => {
	const retriers = (state.Retry ?? []) as Fields[];
	return [
		...lintWildcard('Retry', retriers),
		...lintWildcard('Catch', (state.Catch ?? []) as Fields[]),
		...retriers.flatMap(lintRetrier),
	];
};

const lintWildcard = (field: string, entries: readonly Fields[]): string[] =>
	entries.flatMap(({ ErrorEquals }, index) => {
		const errors = ErrorEquals as string[];
		if (!errors.includes('States.ALL')) return [];
		return [
			...(errors.length > 1 ? [`States.ALL does not stand alone in ${field}: give it an entry of its own`] : []),
			...(index < entries.length - 1 ? [`States.ALL is not last in ${field}: move it to the end`] : []),
		];
	});

const lintRetrier = (retrier: Fields): string[] => {
	const { JitterStrategy = 'NONE', IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3, MaxDelaySeconds } = retrier;
	const longestSeconds = Math.min(
		Number(IntervalSeconds) * Number(BackoffRate) ** Math.max(Number(MaxAttempts) - 1, 0),
		Number(MaxDelaySeconds ?? Number.POSITIVE_INFINITY),
	);
	return [
		...(JitterStrategy === 'NONE' || JitterStrategy === 'FULL'
			? []
			: [`JitterStrategy ${JSON.stringify(JitterStrategy)} does not exist: write FULL or NONE`]),
		...(longestSeconds > MAX_TIMER_SECONDS
			? [`a retry waits up to ${longestSeconds} s, beyond the engine's timers: set MaxDelaySeconds`]
			: []),
	];
};
