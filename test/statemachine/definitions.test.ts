import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	endOfJob,
	endStates,
	endsWithoutWatch,
	failStates,
	jobStatuses,
	outcomes,
	TRANSIENT_ERRORS,
} from '#contracts/vocabulary.ts';
import { actionStates } from '#functions/watch-export/outcome/explain-failed-actions.ts';
import { type State, statesOf } from '#statemachine/asl.ts';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { functionSpecs } from '../../local/aws/lambda/functions.ts';

/** The fields that these tests read. */
interface Fields {
	readonly Error?: string;
	readonly TimeoutSeconds?: number;
	readonly Parameters?: { readonly FunctionName?: string; readonly Payload?: { readonly outcome?: string } };
	readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[];
	readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
	readonly Choices?: readonly object[];
	readonly ResultSelector?: object;
}

const states = workflowNames.flatMap((workflow) =>
	[...statesOf(readDefinition(workflow))].map(({ name, state }) => ({
		workflow,
		name,
		state: state as State & Fields,
	})),
);
const tasks = states.filter(({ state }) => state.Type === 'Task' && state.Parameters?.FunctionName);
const functionOf = ({ Parameters }: Fields) =>
	/^\$\{(\w+)FunctionArn\}$/.exec(Parameters?.FunctionName ?? '')?.[1] ?? '';
/** A schedule or a rule invokes them, not a workflow. */
const outside = ['AdoptExports', 'NotifyStoppedExports', 'RecordStoppedProcessing', 'RecordStoppedWatch'];

describe('the functions', () => {
	it('are those that the definitions invoke, and those that run beside the workflows', () => {
		const invoked = new Set([...tasks.map(({ state }) => functionOf(state)), ...outside]);
		expect(Object.keys(functionSpecs).sort()).toEqual([...invoked].sort());
	});

	it('stand in the folders that their settings name', () => {
		const folders = globSync('functions/*/*/handler.ts').map((file) =>
			file.replace(/^functions\/|\/handler\.ts$/g, ''),
		);
		expect(
			Object.values(functionSpecs)
				.map(({ settings }) => settings.folder)
				.sort(),
		).toEqual(folders.sort());
	});

	it('give up before their Task does', () => {
		for (const { name, state } of tasks) {
			const limit = functionSpecs[functionOf(state)]?.settings.timeoutSeconds;
			expect(limit, name).toBeLessThan(state.TimeoutSeconds ?? 0);
		}
	});
});

describe('error names', () => {
	const classes = globSync('functions/*/errors.ts').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/class (\w+) extends Error \{\n\toverride readonly name = '(\w+)'/g)].map(
			([, className, name]) => ({ className, name }),
		),
	);
	const routed = new Set(
		states
			.flatMap(({ state: { Retry = [], Catch = [] } }) => [...Retry, ...Catch])
			.flatMap(({ ErrorEquals }) => ErrorEquals)
			.filter((name) => !/^(States|Lambda|StepFunctions|Runtime|Sandbox)\./.test(name)),
	);

	it('of the definitions are classes of ours or the services’ own', () => {
		const names = classes.map(({ name }) => name);
		expect([...routed].filter((name) => !names.includes(name))).toEqual([]);
	});

	it('of our classes are retried if the class says that it is transient, and only then', () => {
		const transient = globSync('functions/*/errors.ts').flatMap((file) =>
			[
				...readFileSync(file, 'utf8').matchAll(
					/\/\*\* (Transient|Permanent)[^\n]*\n(?: \*[^\n]*\n)*export class (\w+)/g,
				),
			].map(([, kind, name]) => [name, kind] as const),
		);
		expect(transient.map(([name]) => name).sort()).toEqual(classes.map(({ name }) => name).sort());
		const retried = new Set(
			states.flatMap(({ state: { Retry = [] } }) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals)),
		);
		const kinds = transient.map(([name, kind]) => [name, retried.has(name ?? '') ? 'Transient' : 'Permanent', kind]);
		// Personalize may not know a job yet that was only just created.
		const differing = kinds.filter(
			([name, expected, kind]) => expected !== kind && name !== 'DatasetExportJobNotFound',
		);
		expect(differing).toEqual([]);
	});

	it('are literal in every class, so that they survive minification', () => {
		const declared = globSync('functions/**/*.ts').flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/class (\w+) extends Error/g)].map(([, className]) => className),
		);
		expect(classes.map(({ className }) => className).sort()).toEqual(declared.sort());
		for (const { className, name } of classes) expect(name).toBe(className);
	});

	it('of transient errors are retried in every Task but the poll, which the workflow itself repeats', () => {
		for (const { name, state } of tasks) {
			const isRetried = (state.Retry ?? []).some(({ ErrorEquals }) => ErrorEquals === TRANSIENT_ERRORS);
			const isCaught = state.Catch?.[0]?.ErrorEquals === TRANSIENT_ERRORS;
			expect({ name, isRetried, isCaught }).toEqual({
				name,
				isRetried: name !== 'DescribeExportJob',
				isCaught: name === 'DescribeExportJob',
			});
		}
	});

	it('of the start of a child are retried, and its name lets a retry find the child', () => {
		const child = states.find(({ workflow, name }) => workflow === 'ExportDatasets' && name === 'WatchExport')?.state;
		expect(child?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toContain(
			'StepFunctions.ExecutionLimitExceededException',
		);
		expect(child?.Parameters).toMatchObject({ 'Name.$': '$.export.jobName' });
	});

	it('of Fail states are the names of the states, and those that the vocabulary has', () => {
		const fails = states.filter(({ state }) => state.Type === 'Fail');
		for (const { name, state } of fails) expect(state.Error).toBe(name);
		for (const workflow of workflowNames) {
			const names = fails.filter((fail) => fail.workflow === workflow).map(({ name }) => name);
			expect(names.sort()).toEqual(failStates[workflow].toSorted());
		}
	});

	it('are caught in every Task, all of them in the last Catch only', () => {
		for (const { name, state } of tasks) {
			expect(state.Catch?.at(-1)?.ErrorEquals, name).toEqual(['States.ALL']);
			expect(state.Catch?.slice(0, -1).flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.ALL');
		}
	});
});

describe('the vocabulary in WatchExport', () => {
	const ofWatch = states.filter(({ workflow }) => workflow === 'WatchExport');

	it('names every end state, and no other', () => {
		const ends = ofWatch
			.filter(({ state }) => state.Type === 'Succeed' || state.Type === 'Fail')
			.map(({ name }) => name);
		expect(ends.sort()).toEqual([...Object.values(endStates), ...endsWithoutWatch].sort());
	});

	it('records, for each status with which a job ends, how it ended', () => {
		const rules = ofWatch.find(({ name }) => name === 'IsExportDone')?.state.Choices ?? [];
		const recorded = jobStatuses.map((status) => {
			const next = rules.find((rule) => Reflect.get(rule, 'StringEquals') === status);
			const state = ofWatch.find(({ name }) => next && name === Reflect.get(next, 'Next'))?.state;
			return [status, state?.Parameters?.Payload?.outcome ?? null];
		});
		expect(Object.fromEntries(recorded)).toEqual(endOfJob);
	});

	it('asks of every action after a success whether it failed, and knows which state did it', () => {
		const stateOf = (wanted: string) => ofWatch.find(({ name }) => name === wanted)?.state;
		const results = Object.keys(stateOf('ActOnSuccess')?.ResultSelector ?? {}).map((key) => key.replace('.$', ''));
		const asked = [...JSON.stringify(stateOf('DidActionsSucceed')?.Choices).matchAll(/\$\.actions\.(\w+)\.hasFailed/g)];
		expect(asked.map(([, action]) => action).sort()).toEqual(results.sort());
		expect(Object.keys(actionStates).sort()).toEqual(['record', ...results].sort());
		for (const name of Object.values(actionStates)) expect(stateOf(name)?.Type).toBe('Task');
	});

	it('records every outcome, and no other', () => {
		const recorded = ofWatch
			.filter(({ state }) => functionOf(state) === 'RecordOutcome')
			.map(({ state }) => state.Parameters?.Payload?.outcome);
		expect(recorded.sort()).toEqual([...outcomes].sort());
	});
});
