import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as exportErrors from '#functions/export-datasets/errors.ts';
import * as processingErrors from '#functions/process-export/errors.ts';
import * as sharedErrors from '#functions/shared/errors.ts';
import { TRANSIENT_ATTEMPTS, TRANSIENT_ERRORS } from '#functions/shared/transient-errors.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import * as watchErrors from '#functions/watch-export/errors.ts';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { apiCallEventOf } from '../local/aws/events/api-call-event.ts';
import { createRules } from '../local/aws/events/rules.ts';
import { createEvents } from '../local/aws/events/service.ts';
import { functionSpecs } from '../local/aws/lambda/functions.ts';
import { ACCEPTING, JOB_ARN } from './support/builders.ts';

interface State {
	readonly Type: string;
	readonly Error?: string;
	readonly TimeoutSeconds?: number;
	readonly Parameters?: { readonly FunctionName?: string };
	readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[];
	readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
	readonly Branches?: readonly Machine[];
	readonly ItemProcessor?: Machine;
}
interface Machine {
	readonly States: Record<string, State>;
}

const allStates = ({ States }: Machine): readonly (readonly [string, State])[] =>
	Object.entries(States).flatMap(([name, state]) => [
		[name, state] as const,
		...(state.Branches ?? []).flatMap(allStates),
		...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
	]);

const states = workflowNames.flatMap((name) => allStates(readDefinition(name) as unknown as Machine));
const tasks = states.filter(([, { Type, Parameters }]) => Type === 'Task' && Parameters?.FunctionName);
/** Run by a schedule or a rule, not by a workflow. */
const outside = ['AdoptExports', 'RecordStoppedWatch'];
const functionOf = (task: State) => /^\$\{(\w+)FunctionArn\}$/.exec(task.Parameters?.FunctionName ?? '')?.[1] ?? '';
const folderOf = (name: string) => name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

describe('functions', () => {
	it('stand in the workflow, in their folder and in the embedded Lambda under one name', () => {
		const inWorkflow = [...new Set(tasks.map(([, task]) => functionOf(task))), ...outside];
		const folders = readdirSync('functions').filter((folder) => folder !== 'shared');
		expect(inWorkflow.map(folderOf).sort()).toEqual(folders.sort());
		expect(Object.keys(functionSpecs).sort()).toEqual(inWorkflow.sort());
		expect(folders.filter((folder) => !existsSync(`functions/${folder}/handler.ts`))).toEqual([]);
	});

	it.each(Object.entries(functionSpecs))(
		'%s reads the environment variables that it is given, and no other',
		(name, { environment }) => {
			const sources = globSync(`functions/${folderOf(name)}/*.ts`).map((file) => readFileSync(file, 'utf8'));
			const read = sources.flatMap((text) =>
				[...text.matchAll(/requireEnv\('(\w+)'\)/g)].map(([, variable]) => variable),
			);
			expect(read.sort()).toEqual(Object.keys(environment).sort());
		},
	);

	it('give up before their Task does', () => {
		for (const [name, task] of tasks) {
			const limit = functionSpecs[functionOf(task)]?.settings.timeoutSeconds;
			expect(limit, name).toBeLessThan(task.TimeoutSeconds ?? 0);
		}
	});
});

describe('error names', () => {
	const routed = states.flatMap(([, { Retry = [], Catch = [] }]) =>
		[...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
	);
	const classes = Object.keys({ ...sharedErrors, ...exportErrors, ...processingErrors, ...watchErrors });

	it('in the workflow are classes of ours or the services’ own', () => {
		const ours = new Set(routed.filter((name) => !/^(States|Lambda|Runtime|Sandbox)\./.test(name)));
		expect([...ours].sort()).toEqual(classes.sort());
	});

	it('of our classes survive minification', () => {
		const text = globSync('functions/*/errors.ts')
			.map((file) => readFileSync(file, 'utf8'))
			.join();
		for (const name of classes)
			expect(text).toMatch(new RegExp(`class ${name} extends Error \\{\\n\\toverride readonly name = '${name}'`));
	});

	it('that are transient are retried alike in every Task, as often as the words say', () => {
		const blocks = tasks.map(([, { Retry = [] }]) =>
			Retry.find(({ ErrorEquals }) => ErrorEquals.includes('ServiceThrottled')),
		);
		for (const block of blocks) expect(block).toEqual(blocks[0]);
		expect(blocks[0]).toMatchObject({
			ErrorEquals: TRANSIENT_ERRORS,
			MaxAttempts: TRANSIENT_ATTEMPTS - 1,
			JitterStrategy: 'FULL',
		});
	});

	it('of Fail states are the names of the states', () => {
		for (const [name, { Type, Error: error }] of states) if (Type === 'Fail') expect(error).toBe(name);
	});

	it('are caught in every Task, all of them in the last Catch only', () => {
		for (const [name, { Catch = [] }] of tasks) {
			expect(Catch.at(-1)?.ErrorEquals, name).toEqual(['States.ALL']);
			expect(Catch.slice(0, -1).flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.ALL');
		}
	});
});

describe('rules', () => {
	const started: string[] = [];
	const events = createEvents({
		rules: createRules({ startWatch: (_name, input) => void started.push(input), recordStoppedWatch: () => {} }),
		now: () => new Date(),
	});

	it.each([
		[
			'the API call that created a job',
			apiCallEventOf(
				{
					eventName: 'CreateDatasetExportJob',
					requestParameters: {},
					responseElements: { datasetExportJobArn: JOB_ARN },
				},
				new Date(),
			),
		],
		[
			'a custom event',
			{ source: 'any.team', 'detail-type': 'Dataset Export Job Created', detail: { datasetExportJobArn: JOB_ARN } },
		],
	])('start one watch, with an input that it accepts, for %s', (_what, event) => {
		started.length = 0;
		events.put(event);
		expect(started.map((input) => acceptTrigger(JSON.parse(input), ACCEPTING))).toMatchObject([
			{ decision: 'WATCH', watch: { datasetExportJobArn: JOB_ARN } },
		]);
	});

	it.each([
		[
			'another call',
			{
				source: 'aws.personalize',
				'detail-type': 'AWS API Call via CloudTrail',
				detail: { eventName: 'CreateDataset' },
			},
		],
		[
			'another service',
			{
				source: 'aws.s3',
				'detail-type': 'AWS API Call via CloudTrail',
				detail: { eventName: 'CreateDatasetExportJob' },
			},
		],
		['our own outcome', { source: 'exportwatch', 'detail-type': 'Dataset Export Job Succeeded', detail: {} }],
	])('start nothing for %s', (_what, event) => {
		started.length = 0;
		events.put(event);
		expect(started).toEqual([]);
	});
});
