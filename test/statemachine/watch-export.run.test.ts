import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { TRANSIENT_ERRORS } from '#contracts/vocabulary.ts';
import { freshJob, JOB_ARN, jobOf } from '../support/builders.ts';
import { serveStepFunctions } from '../support/served-step-functions.ts';
import { useSkippedTime } from '../support/skipped-time.ts';
import { createWalk } from '../support/walk.ts';
import { createWorld, errorNamed, type World, watchExportDefinition } from '../support/world.ts';

const walk = createWalk('WatchExport', watchExportDefinition);

useSkippedTime();

/** Runs the definition to its last state in the given world. */
const run = async (partial: Partial<World> = {}, input: unknown = { datasetExportJobArn: JOB_ARN }) => {
	const world = createWorld(partial);
	const service = await serveStepFunctions(
		{ WatchExport: watchExportDefinition },
		{ invokeFunction: world.invokeFunction },
	);
	const end = await service.run('WatchExport', input);
	const events = await service.history(end.executionArn ?? '');
	walk.note(input, end, events);
	return { ...world, ...end, records: world.records(), events, lastState: enteredStates(events).at(-1) };
};

const enteredStates = (events: readonly HistoryEvent[]): string[] =>
	events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);

const inStatus = (status: string) => () => jobOf({ status });
const failedJob = (failureReason = 'Access denied: s3:PutObject') => jobOf({ status: 'CREATE FAILED', failureReason });
const throwing = (name: string, message?: string) => () => {
	throw errorNamed(name, message);
};

describe('a job that becomes ACTIVE', () => {
	it('is polled through every status, recorded, notified and processed', async () => {
		const statuses = ['CREATE PENDING', 'CREATE PENDING', 'CREATE IN_PROGRESS', 'ACTIVE'];
		const { status, lastState, records, notifications, started, events } = await run({
			describe: (poll) => freshJob({ status: statuses[poll - 1] ?? 'ACTIVE' }),
		});
		expect({ status, lastState }).toEqual({ status: 'SUCCEEDED', lastState: 'ExportSucceeded' });
		expect(records).toMatchObject([{ outcome: 'SUCCEEDED', polls: 4 }]);
		expect(notifications).toMatchObject([{ outcome: 'SUCCEEDED', actionsFailed: false }]);
		expect(started).toEqual(['nightly']);
		expect(events.filter(({ type }) => type === 'TaskFailed')).toEqual([]);
	});

	it('also ends well for a second watch, which notifies nobody and starts nothing', async () => {
		const { status, notifications, started } = await run({ isTaken: true });
		expect({ status, notifications, started }).toEqual({ status: 'SUCCEEDED', notifications: [], started: [] });
	});

	it('is processed again under a name of its own by a replay', async () => {
		const { started } = await run({}, { datasetExportJobArn: JOB_ARN, replay: true });
		expect(started).toEqual([expect.stringMatching(/^nightly-[0-9a-f]{16}$/)]);
	});
});

describe('own actions that are refused', () => {
	const failing = { NotifyOutcome: () => errorNamed('OwnActionsFailed', 'Crm: AccessDenied: no') };
	const SEE_RECORD = ' (people were notified, but actions of the team failed: see the record)';

	it('leave the reason of a failed job in the cause, which does not say that anything was left undone', async () => {
		const { error, cause } = await run({ describe: () => failedJob(), failing });
		expect({ error, cause }).toEqual({ error: 'ExportFailed', cause: `Access denied: s3:PutObject${SEE_RECORD}` });
	});

	it('leave the reason of a watch that timed out', async () => {
		const { error, cause } = await run({ describe: inStatus('CREATE IN_PROGRESS'), failing });
		expect(error).toBe('WatchTimedOut');
		expect(cause).toMatch(/may still be running/);
		expect(cause?.endsWith(SEE_RECORD)).toBe(true);
	});

	it('leave the reason of a watch that broke', async () => {
		const { error, cause } = await run({ describe: throwing('DescribeRefused', 'no'), failing });
		expect({ error, cause }).toEqual({ error: 'WatchBroken', cause: `DescribeRefused: no${SEE_RECORD}` });
	});
});

describe('a job that fails', () => {
	it('ends the execution as failed with its whole reason, recorded and notified', async () => {
		const { status, error, cause, records, notifications, started } = await run({ describe: () => failedJob() });
		expect({ status, error, cause }).toEqual({
			status: 'FAILED',
			error: 'ExportFailed',
			cause: 'Access denied: s3:PutObject',
		});
		expect(records).toMatchObject([
			{ outcome: 'FAILED', failureReason: 'Access denied: s3:PutObject', category: 'S3_ACCESS' },
		]);
		expect(notifications).toMatchObject([{ outcome: 'FAILED', reason: 'Access denied: s3:PutObject' }]);
		expect(started).toEqual([]);
	});

	it('ends as failed for a second watch, which notifies nobody', async () => {
		const { error, notifications } = await run({ describe: () => failedJob(), isTaken: true });
		expect({ error, notifications }).toEqual({ error: 'ExportFailed', notifications: [] });
	});

	it.each([['x'], ['ж'], ['漢'], ['😀'], ['\u0001']])(
		'with a reason of 100 kB of %j keeps it whole in the record and as far as it goes in the cause',
		async (character) => {
			const reason = character.repeat(100_000 / Buffer.byteLength(character));
			const { error, cause, records } = await run({ describe: () => failedJob(reason) });
			expect(error).toBe('ExportFailed');
			expect(cause?.length).toBeLessThanOrEqual(32_768);
			expect(reason.startsWith(cause?.replace(' … [cut]', '') ?? '?')).toBe(true);
			expect(records[0]?.failureReason).toBe(reason);
		},
	);

	it('keeps its reason when recording fails, and is notified', async () => {
		const failing = { RecordOutcome: () => errorNamed('AccessDeniedException') };
		const { error, cause, calls } = await run({ describe: () => failedJob(), failing });
		expect({ error, cause }).toEqual({ error: 'ExportFailed', cause: 'Access denied: s3:PutObject' });
		expect(calls).toContain('NotifyOutcome');
	});

	it('keeps its reason when notifying fails, and says that not everything was done', async () => {
		const failing = { NotifyOutcome: () => errorNamed('NotFoundException', 'Topic does not exist') };
		const { error, cause } = await run({ describe: () => failedJob(), failing });
		expect({ error, cause }).toEqual({
			error: 'ExportFailed',
			cause: 'Access denied: s3:PutObject (not everything was done: NotifyFailure: NotFoundException)',
		});
	});

	it('whose notification failed fits the cause with a reason of any length', async () => {
		const failing = { NotifyOutcome: () => errorNamed('N'.repeat(256)) };
		const { cause } = await run({ describe: () => failedJob('x'.repeat(100_000)), failing });
		expect(cause?.length).toBeLessThanOrEqual(32_768);
		expect(cause).toMatch(/ … \[cut\] \(not everything was done: NotifyFailure: N{256}\)$/);
	});
});

describe('a job that outlives the deadline', () => {
	const forever = { describe: inStatus('CREATE IN_PROGRESS') };

	it('times its watch out, and the cause says that it may still be running', async () => {
		const { error, cause, records, notifications } = await run(forever);
		expect(error).toBe('WatchTimedOut');
		expect(cause).toContain('it may still be running: Personalize has no call to stop an export job');
		expect(records).toMatchObject([{ outcome: 'TIMED_OUT' }]);
		expect(notifications).toMatchObject([{ outcome: 'TIMED_OUT' }]);
	});

	it.each([
		['to a second watch', { isTaken: true }, 0],
		['when recording fails', { failing: { RecordOutcome: () => errorNamed('X') } }, 1],
		['when notifying fails', { failing: { NotifyOutcome: () => errorNamed('X') } }, 0],
	] as const)('times its watch out %s as well', async (_when, world, notified) => {
		const { error, notifications } = await run({ ...forever, ...world });
		expect(error).toBe('WatchTimedOut');
		expect(notifications).toHaveLength(notified);
	});

	it('times its watch out, and the cause says so if notifying failed', async () => {
		const { cause } = await run({ ...forever, failing: { NotifyOutcome: () => errorNamed('NotFoundException') } });
		expect(cause).toMatch(/may still be running.* \(not everything was done: NotifyTimeout: NotFoundException\)$/);
	});

	it('times its watch out with an undocumented status as well', async () => {
		const longAgo = new Date(Date.now() - 90_000_000).toISOString();
		const { error, cause } = await run({
			describe: () => jobOf({ status: 'CREATE HALTED', creationDateTime: longAgo }),
		});
		expect(error).toBe('WatchTimedOut');
		expect(cause).toMatch(
			/"CREATE HALTED".*a status that Personalize does not document.*past the deadline.*may still be running/,
		);
	});
});

describe('a status that is not documented', () => {
	it.each([
		['CREATE HALTED', { status: 'CREATE HALTED' }, '"CREATE HALTED"'],
		['none at all', { status: undefined }, '"MISSING"'],
		['active in small letters', { status: 'active' }, '"active"'],
	])('is tolerated for five polls and then breaks the watch: %s', async (_case, status, shown) => {
		const { error, cause, records, notifications } = await run({
			describe: () => ({ ...freshJob(), ...status }),
		});
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(/^UnknownStatus: /);
		expect(cause).toContain(shown);
		expect(records).toMatchObject([{ outcome: 'BROKEN', polls: 5, reason: cause }]);
		expect(notifications).toMatchObject([{ outcome: 'BROKEN', reason: cause }]);
	});

	it('is forgotten when a documented one follows', async () => {
		const { status } = await run({
			describe: (poll) => freshJob({ status: poll % 5 === 0 ? 'CREATE PENDING' : poll < 12 ? 'NEW' : 'ACTIVE' }),
		});
		expect(status).toBe('SUCCEEDED');
	});

	it('breaks the watch by name when the answer is empty', async () => {
		const { cause, records } = await run({ describe: () => ({}) });
		expect(cause).toMatch(/^UnknownStatus: /);
		expect(records).toMatchObject([{ outcome: 'BROKEN', datasetExportJobArn: JOB_ARN, jobName: 'nightly' }]);
	});
});

describe('a describe call that fails', () => {
	it('is retried a few times for a job not found, then breaks the watch, recorded and notified', async () => {
		const { error, cause, calls, records, notifications } = await run({
			describe: throwing('DatasetExportJobNotFound', `no dataset export job ${JOB_ARN}`),
		});
		expect(error).toBe('WatchBroken');
		expect(cause).toBe(`DatasetExportJobNotFound: no dataset export job ${JOB_ARN}`);
		expect(calls.filter((name) => name === 'DescribeExportJob')).toHaveLength(4);
		expect(records).toMatchObject([{ outcome: 'BROKEN', reason: cause }]);
		expect(notifications).toMatchObject([{ outcome: 'BROKEN', reason: cause }]);
	});

	it('finds a job that was only just created at a later attempt', async () => {
		const { status } = await run({
			describe: (poll) => (poll < 4 ? throwing('DatasetExportJobNotFound')() : jobOf()),
		});
		expect(status).toBe('SUCCEEDED');
	});

	it.each(TRANSIENT_ERRORS)('does not break the watch by %s for a while', async (name) => {
		const { status } = await run({ describe: (poll) => (poll < 9 ? throwing(name)() : jobOf()) });
		expect(status).toBe('SUCCEEDED');
	});

	it('does not break the watch before its deadline while Personalize throttles, and then says what it could not see', async () => {
		const began = Date.now();
		const { error, cause, events, records } = await run(
			{
				describe: (poll) =>
					poll < 3 ? freshJob({ status: 'CREATE PENDING' }) : throwing('ServiceThrottled', 'Rate exceeded')(),
			},
			{ datasetExportJobArn: JOB_ARN, deadlineSeconds: 7_200 },
		);
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(
			/^UnansweredUntilDeadline: no answer to \d+ polls for 1 hr, \d+ min.*, until the deadline of 2 hr had passed; the last answer was "CREATE PENDING"; Rate exceeded$/,
		);
		expect(records).toMatchObject([{ outcome: 'BROKEN', status: 'CREATE PENDING', reason: cause }]);
		expect((Date.now() - began) / 1000).toBeGreaterThan(7_100);
		expect(events.filter(({ type }) => type === 'TaskFailed')).toHaveLength(1);
	});

	it('goes on trying for some minutes if only the poll at the deadline is throttled', async () => {
		const longAgo = new Date(Date.now() - 86_390_000).toISOString();
		const { status } = await run({
			describe: (poll) =>
				poll > 1 && poll < 20
					? throwing('ServiceThrottled')()
					: jobOf({
							creationDateTime: longAgo,
							lastUpdatedDateTime: longAgo,
							status: poll === 1 ? 'CREATE PENDING' : 'ACTIVE',
						}),
		});
		expect(status).toBe('SUCCEEDED');
	});

	it('does not break the watch before its deadline while Lambda does not run the function', async () => {
		const began = Date.now();
		const failing = { DescribeExportJob: () => errorNamed('Lambda.TooManyRequestsException', 'Rate Exceeded') };
		const { error, cause, calls, records } = await run({ failing });
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(
			/^Lambda\.TooManyRequestsException: Rate Exceeded \(tried 64 times; no answer for 1 day.*, until the deadline had passed\)$/,
		);
		expect(records).toMatchObject([{ outcome: 'BROKEN', reason: cause }]);
		expect(calls.filter((name) => name === 'DescribeExportJob')).toHaveLength(64);
		expect((Date.now() - began) / 86_400_000).toBeGreaterThanOrEqual(1);
	});

	it('counts the polls that Lambda did not run, and forgets them when it does', async () => {
		let attempts = 0;
		const failing = {
			DescribeExportJob: () => {
				attempts += 1;
				return attempts % 4 === 0 ? undefined : errorNamed('Lambda.TooManyRequestsException');
			},
		};
		const { status, records } = await run({
			failing,
			describe: (poll) => freshJob({ status: poll < 5 ? 'CREATE PENDING' : 'ACTIVE' }),
		});
		expect({ status, polls: records[0]?.polls }).toEqual({ status: 'SUCCEEDED', polls: 20 });
	});

	it.each(['DescribeRefused', 'SomethingNobodyThoughtOf'])('breaks the watch at once by %s', async (name) => {
		const { error, cause, calls } = await run({ describe: throwing(name, 'no') });
		expect({ error, cause }).toEqual({ error: 'WatchBroken', cause: `${name}: no` });
		expect(calls.filter((called) => called === 'DescribeExportJob')).toHaveLength(1);
	});

	it.each([
		['recording fails', { RecordOutcome: () => errorNamed('X') }, 1],
		['notifying fails', { NotifyOutcome: () => errorNamed('X') }, 0],
	] as const)('keeps what broke the watch when %s', async (_what, failing, notified) => {
		const { error, cause, notifications } = await run({ describe: throwing('DescribeRefused', 'no'), failing });
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(/^DescribeRefused: .*no/);
		expect(notifications).toHaveLength(notified);
	});

	it('breaks the watch, and the cause says so if notifying failed', async () => {
		const failing = { NotifyOutcome: () => errorNamed('NotFoundException') };
		const { cause } = await run({ describe: throwing('DescribeRefused', 'no'), failing });
		expect(cause).toBe('DescribeRefused: no (not everything was done: NotifyBrokenWatch: NotFoundException)');
	});

	it('notifies nobody again in a second watch', async () => {
		const { error, notifications } = await run({ describe: throwing('DescribeRefused'), isTaken: true });
		expect({ error, notifications }).toEqual({ error: 'WatchBroken', notifications: [] });
	});

	it('never loses the watch or the last observation', async () => {
		const { events } = await run({
			describe: (poll) => (poll < 3 ? freshJob({ status: 'CREATE PENDING' }) : throwing('DescribeRefused')()),
		});
		const recording = events.find(
			({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === 'RecordBrokenWatch',
		);
		expect(JSON.parse(recording?.stateEnteredEventDetails?.input ?? '')).toMatchObject({
			watch: { datasetExportJobArn: JOB_ARN },
			observation: { polls: 2, status: 'CREATE PENDING' },
			watchError: { Error: 'DescribeRefused' },
		});
	});
});

describe('actions of a success that fail', () => {
	it.each([
		[
			'NotifySuccess',
			{ NotifyOutcome: ({ actions }: { actions?: unknown }) => (actions ? undefined : errorNamed('X', 'no')) },
		],
		['StartProcessing', { StartProcessing: () => errorNamed('X', 'no') }],
		['StartProcessing', { StartProcessing: () => errorNamed('OutputPathUnknown', 'no') }],
		['StartProcessing', { StartProcessing: () => errorNamed('NoFileOfTheJob', 'no') }],
		['RecordSuccess', { RecordOutcome: () => errorNamed('X', 'no') }],
	] as const)('fail the execution, naming %s, and are notified', async (step, failing) => {
		const { status, error, cause, notifications } = await run({ failing });
		expect({ status, error }).toEqual({ status: 'FAILED', error: 'ActionsFailed' });
		expect(cause).toMatch(new RegExp(`^${step}: (X|OutputPathUnknown|NoFileOfTheJob): no$`));
		expect(notifications.at(-1)).toMatchObject({ outcome: 'SUCCEEDED', actionsFailed: true, reason: cause });
	});

	it('do not break each other', async () => {
		const { started } = await run({ failing: { NotifyOutcome: () => errorNamed('X') } });
		expect(started).toEqual(['nightly']);
		const { notifications } = await run({ failing: { StartProcessing: () => errorNamed('X') } });
		expect(notifications[0]).toMatchObject({ outcome: 'SUCCEEDED', actionsFailed: false });
	});

	it('are named in the cause even where nobody can be notified', async () => {
		const { error, cause } = await run({ failing: { NotifyOutcome: () => errorNamed('X', 'no topic') } });
		expect(error).toBe('ActionsFailed');
		expect(cause).toContain('no topic');
	});

	it('start nothing when the success has no owner', async () => {
		const { started } = await run({ failing: { RecordOutcome: () => errorNamed('X') } });
		expect(started).toEqual([]);
	});
});

describe('a transient fault that lasts', () => {
	const unavailable = () => errorNamed('ServiceUnavailable');
	it.each([
		['AcceptTrigger', inStatus('ACTIVE'), 'WatchBroken', 51],
		['RecordOutcome', inStatus('ACTIVE'), 'ActionsFailed', 21],
		['NotifyOutcome', inStatus('ACTIVE'), 'ActionsFailed', 42],
		['StartProcessing', inStatus('ACTIVE'), 'ActionsFailed', 21],
		['RecordOutcome', () => failedJob(), 'ExportFailed', 21],
		['NotifyOutcome', () => failedJob(), 'ExportFailed', 21],
		['RecordOutcome', inStatus('CREATE PENDING'), 'WatchTimedOut', 21],
		['NotifyOutcome', inStatus('CREATE PENDING'), 'WatchTimedOut', 21],
		['RecordOutcome', throwing('DescribeRefused'), 'WatchBroken', 21],
		['NotifyOutcome', throwing('DescribeRefused'), 'WatchBroken', 21],
	] as const)('of %s is retried, and does not change the end of the watch', async (name, describe, end, attempts) => {
		const { error, calls } = await run({ describe, failing: { [name]: unavailable } });
		expect(error).toBe(end);
		expect(calls.filter((called) => called === name)).toHaveLength(attempts);
	});
});

describe('a trigger', () => {
	it.each([{}, null, [], 7, '', 'nightly', false])(
		'is rejected with a cause when it names no job: %j',
		async (input) => {
			const { status, error, cause, calls } = await run({}, input);
			expect({ status, error }).toEqual({ status: 'FAILED', error: 'TriggerRejected' });
			expect(cause).toContain('accepted are: ');
			expect(calls).toEqual(['AcceptTrigger']);
		},
	);

	it('starts a watch when it is the bare ARN', async () => {
		expect((await run({}, JOB_ARN)).status).toBe('SUCCEEDED');
	});

	it('ends well, saying why, when its call created nothing', async () => {
		const detail = {
			eventSource: 'personalize.amazonaws.com',
			eventName: 'CreateDatasetExportJob',
			errorCode: 'LimitExceededException',
		};
		const { status, output, lastState, calls } = await run(
			{},
			{ 'detail-type': 'AWS API Call via CloudTrail', detail },
		);
		expect({ status, lastState, calls }).toEqual({
			status: 'SUCCEEDED',
			lastState: 'NothingToWatch',
			calls: ['AcceptTrigger'],
		});
		expect(JSON.parse(output ?? '').reason).toContain('LimitExceededException');
	});

	it('breaks the watch by name when the function cannot read it', async () => {
		const { error, cause } = await run({
			failing: { AcceptTrigger: () => errorNamed('Runtime.UserCodeSyntaxError', 'out of memory') },
		});
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(/^Runtime.UserCodeSyntaxError: .*out of memory/);
	});
});

describe('the tests above', () => {
	it('walk every state', () => {
		expect(walk.missedStates()).toEqual([]);
	});

	it('walk every edge of every Choice', () => {
		expect(walk.missedEdges()).toEqual([]);
	});

	it('walk every Catch', () => {
		expect(walk.missedCatches()).toEqual([]);
	});

	it('use up every Retry', () => {
		expect(walk.missedRetries()).toEqual([]);
	});
});
