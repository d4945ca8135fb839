import { GetExecutionHistoryCommand, type HistoryEvent, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { LambdaFunctionError } from '../../../../local/aws/lambda/lambda-function-error.ts';
import { lambdaTask, machine, neverAnswers, serveStepFunctions } from '../../../support/served-step-functions.ts';

const pass = (fields: Record<string, unknown> = { End: true }) => ({ Type: 'Pass', ...fields });
const retryAtOnce = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 0, MaxAttempts: 1 }];

/** `id type <previousEventId`, the part of a history that its order is about. */
const outline = (events: readonly HistoryEvent[]) =>
	events.map(({ id, type, previousEventId }) => `${id} ${type} <${previousEventId}`);

const failWith =
	(errorType: string): (() => Promise<unknown>) =>
	async () => {
		throw new LambdaFunctionError(errorType, 'no', ['at handler']);
	};

describe('GetExecutionHistory', () => {
	it('records every kind of state field by field', async () => {
		const answers = [failWith('Flaky'), async () => ({ done: true })];
		const { start, ended, history } = await serveStepFunctions(
			{
				Whole: machine({
					Ask: lambdaTask('Ask', { ResultPath: '$.answer', Retry: retryAtOnce, Next: 'IsDone' }),
					IsDone: {
						Type: 'Choice',
						Choices: [{ Variable: '$.answer.Payload.done', BooleanEquals: true, Next: 'Rest' }],
						Default: 'Rest',
					},
					Rest: { Type: 'Wait', Seconds: 0, OutputPath: '$.items', Next: 'Ended' },
					Ended: { Type: 'Succeed' },
				}),
			},
			{ invokeFunction: () => (answers.shift() as () => Promise<unknown>)() },
		);

		const arn = await start('Whole', { items: [1] });
		await ended(arn);

		const names = { resourceType: 'lambda', resource: 'invoke' };
		const answer = { ExecutedVersion: '$LATEST', Payload: { done: true }, StatusCode: 200 };
		const input = { input: '{"items":[1]}', inputDetails: { truncated: false } };
		const answered = JSON.stringify({ items: [1], answer });
		const items = { output: '[1]', outputDetails: { truncated: false } };
		const scheduled = {
			...names,
			region: 'us-east-1',
			parameters: '{"FunctionName":"Ask","Payload":{"items":[1]}}',
			timeoutInSeconds: 5,
		};
		const events = (await history(arn)).map(({ id: _id, previousEventId: _previous, timestamp, ...event }) => {
			expect(timestamp).toBeInstanceOf(Date);
			return event;
		});
		expect(events).toEqual([
			{
				type: 'ExecutionStarted',
				executionStartedEventDetails: { ...input, roleArn: 'arn:aws:iam::000000000000:role/Whole' },
			},
			{ type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Ask', ...input } },
			{ type: 'TaskScheduled', taskScheduledEventDetails: scheduled },
			{ type: 'TaskStarted', taskStartedEventDetails: names },
			{
				type: 'TaskFailed',
				taskFailedEventDetails: {
					...names,
					error: 'Flaky',
					cause: '{"errorType":"Flaky","errorMessage":"no","trace":["at handler"]}',
				},
			},
			{ type: 'TaskScheduled', taskScheduledEventDetails: scheduled },
			{ type: 'TaskStarted', taskStartedEventDetails: names },
			{
				type: 'TaskSucceeded',
				taskSucceededEventDetails: { ...names, output: JSON.stringify(answer), outputDetails: { truncated: false } },
			},
			{
				type: 'TaskStateExited',
				stateExitedEventDetails: { name: 'Ask', output: answered, outputDetails: { truncated: false } },
			},
			{
				type: 'ChoiceStateEntered',
				stateEnteredEventDetails: { name: 'IsDone', input: answered, inputDetails: { truncated: false } },
			},
			{
				type: 'ChoiceStateExited',
				stateExitedEventDetails: { name: 'IsDone', output: answered, outputDetails: { truncated: false } },
			},
			{
				type: 'WaitStateEntered',
				stateEnteredEventDetails: { name: 'Rest', input: answered, inputDetails: { truncated: false } },
			},
			{ type: 'WaitStateExited', stateExitedEventDetails: { name: 'Rest', ...items } },
			{
				type: 'SucceedStateEntered',
				stateEnteredEventDetails: { name: 'Ended', input: '[1]', inputDetails: { truncated: false } },
			},
			{ type: 'SucceedStateExited', stateExitedEventDetails: { name: 'Ended', ...items } },
			{ type: 'ExecutionSucceeded', executionSucceededEventDetails: items },
		]);
		expect(outline(await history(arn)).slice(0, 7)).toEqual([
			'1 ExecutionStarted <0',
			'2 TaskStateEntered <0',
			'3 TaskScheduled <2',
			'4 TaskStarted <3',
			'5 TaskFailed <4',
			'6 TaskScheduled <5',
			'7 TaskStarted <6',
		]);
	});

	it('records the exit of a state with a caught error, and no exit of a Fail state', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{
				Caught: machine({
					Try: lambdaTask('Try', {
						Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'GiveUp' }],
						End: true,
					}),
					GiveUp: { Type: 'Fail', Error: 'GiveUp', CausePath: '$.error.Error' },
				}),
			},
			{ invokeFunction: failWith('Broken') },
		);

		const arn = await start('Caught');

		expect(await ended(arn)).toMatchObject({ status: 'FAILED', error: 'GiveUp', cause: 'Broken' });
		const events = await history(arn);
		expect(outline(events).slice(4)).toEqual([
			'5 TaskFailed <4',
			'6 TaskStateExited <5',
			'7 FailStateEntered <6',
			'8 ExecutionFailed <7',
		]);
		expect(JSON.parse(events[5]?.stateExitedEventDetails?.output ?? '')).toEqual({
			error: { Error: 'Broken', Cause: '{"errorType":"Broken","errorMessage":"no","trace":["at handler"]}' },
		});
		expect(events.at(-1)?.executionFailedEventDetails).toEqual({ error: 'GiveUp', cause: 'Broken' });
	});

	it('starts every branch of a Parallel from its start, and ends it after the branch that ended last', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{
				Both: machine({
					Two: {
						Type: 'Parallel',
						Branches: [machine({ Slow: lambdaTask('Slow') }), machine({ Quick: pass({ Next: 'Then' }), Then: pass() })],
						End: true,
					},
				}),
			},
			{ invokeFunction: () => new Promise((resolve) => setTimeout(resolve, 5)) },
		);

		const arn = await start('Both');
		await ended(arn);

		const events = await history(arn);
		const slow = events.filter(({ type }) => type?.startsWith('Task')).map(({ id }) => id as number);
		expect(events.find(({ id }) => id === slow[0])).toMatchObject({ type: 'TaskStateEntered', previousEventId: 3 });
		expect(events.find((event) => event.stateEnteredEventDetails?.name === 'Quick')?.previousEventId).toBe(3);
		expect(outline(events).slice(0, 3)).toEqual([
			'1 ExecutionStarted <0',
			'2 ParallelStateEntered <0',
			'3 ParallelStateStarted <2',
		]);
		expect(outline(events).slice(-4)).toEqual([
			`12 TaskStateExited <11`,
			`13 ParallelStateSucceeded <12`,
			`14 ParallelStateExited <12`,
			`15 ExecutionSucceeded <14`,
		]);
	});

	it('numbers the iterations of a Map, and lets one that waited follow the one that ended before it', async () => {
		const { start, ended, history } = await serveStepFunctions({
			Each: machine({
				Items: {
					Type: 'Map',
					ItemsPath: '$.items',
					MaxConcurrency: 1,
					ItemProcessor: machine({ Item: pass() }),
					End: true,
				},
			}),
		});

		const arn = await start('Each', { items: ['a', 'b'] });

		expect(await ended(arn)).toMatchObject({ output: '["a","b"]' });
		const events = await history(arn);
		expect(outline(events)).toEqual([
			'1 ExecutionStarted <0',
			'2 MapStateEntered <0',
			'3 MapStateStarted <2',
			'4 MapIterationStarted <3',
			'5 PassStateEntered <4',
			'6 PassStateExited <5',
			'7 MapIterationSucceeded <6',
			'8 MapIterationStarted <6',
			'9 PassStateEntered <8',
			'10 PassStateExited <9',
			'11 MapIterationSucceeded <10',
			'12 MapStateSucceeded <11',
			'13 MapStateExited <11',
			'14 ExecutionSucceeded <13',
		]);
		expect(events[2]?.mapStateStartedEventDetails).toEqual({ length: 2 });
		expect(events[3]?.mapIterationStartedEventDetails).toEqual({ name: 'Items', index: 0 });
		expect(events[10]?.mapIterationSucceededEventDetails).toEqual({ name: 'Items', index: 1 });
	});

	it('starts no further iteration once one has failed, and aborts those that run', async () => {
		const calls: unknown[] = [];
		const { start, ended, history } = await serveStepFunctions(
			{
				Each: machine({
					Items: {
						Type: 'Map',
						MaxConcurrency: 2,
						ItemProcessor: machine({ Item: lambdaTask('Item') }),
						Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
						End: true,
					},
					Caught: pass(),
				}),
			},
			{
				invokeFunction: (arn, payload, signal) => {
					calls.push(payload);
					return payload === 'bad' ? failWith('Bad')() : neverAnswers(arn, payload, signal);
				},
			},
		);

		const arn = await start('Each', ['slow', 'bad', 'never']);

		expect(await ended(arn)).toMatchObject({ status: 'SUCCEEDED' });
		expect(calls).toEqual(['slow', 'bad']);
		const events = await history(arn);
		expect(events[2]?.mapStateStartedEventDetails).toEqual({ length: 3 });
		expect(outline(events).slice(11)).toEqual([
			'12 TaskFailed <11',
			'13 MapIterationFailed <12',
			'14 TaskStateAborted <12',
			'15 MapIterationAborted <12',
			'16 MapStateFailed <12',
			'17 MapStateExited <16',
			'18 PassStateEntered <17',
			'19 PassStateExited <18',
			'20 ExecutionSucceeded <19',
		]);
	});

	it('starts a Parallel again when it is retried, and fails it only at the end', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{
				Again: machine({
					Group: { Type: 'Parallel', Branches: [machine({ Try: lambdaTask('Try') })], Retry: retryAtOnce, End: true },
				}),
			},
			{ invokeFunction: failWith('Flaky') },
		);

		const arn = await start('Again');

		expect(await ended(arn)).toMatchObject({ status: 'FAILED', error: 'Flaky' });
		expect(outline(await history(arn)).slice(1)).toEqual([
			'2 ParallelStateEntered <0',
			'3 ParallelStateStarted <2',
			'4 TaskStateEntered <3',
			'5 TaskScheduled <4',
			'6 TaskStarted <5',
			'7 TaskFailed <6',
			'8 ParallelStateStarted <7',
			'9 TaskStateEntered <8',
			'10 TaskScheduled <9',
			'11 TaskStarted <10',
			'12 TaskFailed <11',
			'13 ParallelStateFailed <12',
			'14 ExecutionFailed <13',
		]);
	});

	it('keeps ids rising and every event after the one that it follows, however deep the states nest', async () => {
		const iterations = (fields: Record<string, unknown>) => ({ Type: 'Map', ...fields, End: true });
		const { start, ended, history } = await serveStepFunctions(
			{
				Deep: machine({
					Outer: {
						Type: 'Parallel',
						Branches: [
							machine({
								Rows: iterations({
									ItemProcessor: machine({
										Cells: iterations({ ItemProcessor: machine({ Cell: lambdaTask('Cell') }) }),
									}),
								}),
							}),
							machine({ Beside: lambdaTask('Beside') }),
						],
						End: true,
					},
				}),
			},
			{ invokeFunction: async (_arn, payload) => payload },
		);

		const arn = await start('Deep', [[1, 2], [], [3]]);
		expect((await ended(arn)).status).toBe('SUCCEEDED');

		const events = await history(arn);
		expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
		for (const { id = 0, previousEventId = 0 } of events) expect(previousEventId).toBeLessThan(id);
		expect(events.filter(({ type }) => type === 'MapIterationSucceeded')).toHaveLength(6);
		const cells = events.filter(({ type }) => type === 'TaskSucceeded');
		expect(
			cells.map(({ taskSucceededEventDetails }) => JSON.parse(taskSucceededEventDetails?.output ?? '').Payload),
		).toEqual(expect.arrayContaining([1, 2, 3]));
		for (const cell of cells) {
			const exited = events.find(({ previousEventId }) => previousEventId === cell.id);
			expect(exited?.stateExitedEventDetails?.output).toBe(cell.taskSucceededEventDetails?.output);
		}
	});

	it('shows a running Task as scheduled and started, and one that takes too long as timed out', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{ Long: machine({ Ask: lambdaTask('Ask', { TimeoutSeconds: 1, End: true }) }) },
			{ invokeFunction: neverAnswers },
		);

		const arn = await start('Long');
		expect((await history(arn)).at(-1)?.type).toBe('TaskStarted');

		const description = await ended(arn);
		expect(description).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
		expect(description.cause).toBeUndefined();
		expect((await history(arn)).at(-2)).toMatchObject({
			type: 'TaskTimedOut',
			taskTimedOutEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'States.Timeout' },
		});
	});

	it('pages forwards and backwards over the same events', async () => {
		const { client, start, ended, history } = await serveStepFunctions({ Simple: machine({ One: pass() }) });
		const arn = await start('Simple');
		await ended(arn);
		const pagesOf = async (reverseOrder: boolean) => {
			const ids: (number | undefined)[][] = [];
			let nextToken: string | undefined;
			do {
				const page = await client.send(
					new GetExecutionHistoryCommand({ executionArn: arn, maxResults: 3, reverseOrder, nextToken }),
				);
				ids.push(page.events?.map(({ id }) => id) ?? []);
				nextToken = page.nextToken;
			} while (nextToken);
			return ids;
		};

		expect(await pagesOf(false)).toEqual([[1, 2, 3], [4]]);
		expect(await pagesOf(true)).toEqual([[4, 3, 2], [1]]);
		expect(await history(arn)).toHaveLength(4);
	});

	it('leaves inputs and outputs out if the caller does not want them', async () => {
		const { client, start, ended } = await serveStepFunctions({ Simple: machine({ One: pass() }) });
		const arn = await start('Simple', { secret: 1 });
		await ended(arn);

		const { events } = await client.send(
			new GetExecutionHistoryCommand({ executionArn: arn, includeExecutionData: false }),
		);

		expect(events?.[1]?.stateEnteredEventDetails).toEqual({ name: 'One' });
		expect(JSON.stringify(events)).not.toContain('secret');
	});

	it('refuses a token of another history with InvalidToken', async () => {
		const { client, start, ended } = await serveStepFunctions({ Simple: machine({ One: pass() }) });
		const arn = await start('Simple');
		await ended(arn);
		const other = await start('Simple');
		const { nextToken } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn, maxResults: 1 }));

		for (const token of [nextToken, 'nonsense']) {
			const request = client.send(new GetExecutionHistoryCommand({ executionArn: other, nextToken: token }));
			await expect(request).rejects.toMatchObject({ name: 'InvalidToken' });
		}
	});

	it('ends with the abort, in a Map too, and adds nothing afterwards', async () => {
		const { client, start, history } = await serveStepFunctions(
			{ Each: machine({ Items: { Type: 'Map', ItemProcessor: machine({ Item: lambdaTask('Item') }), End: true } }) },
			{ invokeFunction: neverAnswers },
		);
		const arn = await start('Each', [1, 2]);

		await client.send(new StopExecutionCommand({ executionArn: arn, error: 'Enough', cause: 'by hand' }));
		await new Promise((resolve) => setTimeout(resolve, 20));

		const events = await history(arn);
		expect(events.at(-1)).toMatchObject({
			type: 'ExecutionAborted',
			previousEventId: 0,
			executionAbortedEventDetails: { error: 'Enough', cause: 'by hand' },
		});
		expect(events.filter(({ type }) => type === 'TaskStarted')).toHaveLength(2);
	});
});
