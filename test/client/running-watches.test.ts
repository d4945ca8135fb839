import { expect, it } from 'vitest';
import { createRunningWatches } from '#client/running-watches.ts';
import type { Installation } from '#contracts/installation.ts';
import { JOB_ARN } from '../support/builders.ts';
import { machine, serveStepFunctions, stateMachineArn } from '../support/served-step-functions.ts';

const WATCH = {
	watch: { datasetExportJobArn: JOB_ARN, jobName: 'nightly' },
	observation: { polls: 3, unknownStatusPolls: 0, status: 'CREATE IN_PROGRESS', waitSeconds: 60 },
};

/** Two watches that wait for a minute, and a client that counts its calls. */
const waitingWatches = async () => {
	const functions = await serveStepFunctions({
		WatchExport: machine({
			AcceptTrigger: { Type: 'Pass', Result: WATCH, Next: 'WaitForExport' },
			WaitForExport: { Type: 'Wait', SecondsPath: '$.observation.waitSeconds', End: true },
		}),
	});
	await functions.start('WatchExport', { datasetExportJobArn: JOB_ARN, replay: true });
	await functions.start('WatchExport', { datasetExportJobArn: JOB_ARN.replace('nightly', 'weekly') });
	await functions.start('WatchExport', {});
	const calls: string[] = [];
	functions.client.middlewareStack.add(
		(next, { commandName = '' }) => {
			return (args) => {
				calls.push(commandName);
				return next(args);
			};
		},
		{ step: 'initialize' },
	);
	const installation = { stateMachines: { WatchExport: stateMachineArn('WatchExport') } } as Installation;
	let now = Date.now();
	return {
		running: createRunningWatches({ stepFunctions: functions.client, installation }, () => now),
		passMinute: () => {
			now += 61_000;
		},
		countCalls: () =>
			Object.fromEntries(
				Map.groupBy(calls.splice(0), String)
					.entries()
					.map(([name, { length }]) => [name, length]),
			),
	};
};

it('asks a waiting watch for its history again only after its next poll, and for its input never again', async () => {
	const { running, passMinute, countCalls } = await waitingWatches();
	const list = () => running.list({ limit: 10 });

	expect((await list()).watches).toMatchObject([
		{ jobName: 'weekly', isReplay: false, polls: 3, status: 'CREATE IN_PROGRESS', currentState: 'WaitForExport' },
		{ jobName: 'nightly', isReplay: true },
	]);
	expect(countCalls()).toEqual({
		ListExecutionsCommand: 1,
		DescribeExecutionCommand: 3,
		// the state counts more polls than the events show
		GetExecutionHistoryCommand: 4,
	});

	await list();
	expect(countCalls()).toEqual({ ListExecutionsCommand: 1 });

	passMinute();
	await list();
	expect(countCalls()).toEqual({ ListExecutionsCommand: 1, GetExecutionHistoryCommand: 2 });
});

it('finds the executions that watch a job, and lists no more than asked for', async () => {
	const { running } = await waitingWatches();
	expect(await running.find(JOB_ARN)).toHaveLength(1);
	expect(await running.find(`${JOB_ARN}-other`)).toEqual([]);
	expect(await running.list({ limit: 1 })).toMatchObject({ hasMore: true });
	expect((await running.list({ limit: 10, since: new Date(Date.now() + 60_000) })).watches).toEqual([]);
});
