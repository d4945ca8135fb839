import {
	DescribeExecutionCommand,
	DescribeStateMachineCommand,
	DescribeStateMachineForExecutionCommand,
	GetExecutionHistoryCommand,
	ListExecutionsCommand,
	ListStateMachinesCommand,
	RedriveExecutionCommand,
	StartExecutionCommand,
	StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import type { ExecutionStatusChange } from '../../../../local/aws/step-functions/service.ts';
import {
	executionArn,
	lambdaTask,
	machine,
	neverAnswers,
	serveStepFunctions,
	stateMachineArn,
} from '../../../support/served-step-functions.ts';

const Echo = machine({ Echo: { Type: 'Pass', End: true } });
const Stuck = machine({ Ask: lambdaTask('Ask') });

describe('StartExecution', () => {
	it('takes {} as the input and a UUID as the name if none is given', async () => {
		const { client, ended } = await serveStepFunctions({ Echo });

		const started = await client.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn('Echo') }));

		expect(started.startDate).toBeInstanceOf(Date);
		expect(await ended(started.executionArn as string)).toMatchObject({
			input: '{}',
			output: '{}',
			name: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	it.each(['"text"', 'null', '[]', '7', '{"a": 1}'])('takes any JSON value as input: %s', async (input) => {
		const { client, ended } = await serveStepFunctions({ Echo });

		const started = await client.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn('Echo'), input }));

		const description = await ended(started.executionArn as string);
		expect(description).toMatchObject({ status: 'SUCCEEDED', input });
		expect(JSON.parse(description.output as string)).toEqual(JSON.parse(input));
	});

	it('answers with the running execution if name and input are the same', async () => {
		const { client } = await serveStepFunctions({ Stuck }, { invokeFunction: neverAnswers });
		const command = new StartExecutionCommand({ stateMachineArn: stateMachineArn('Stuck'), name: 'one', input: '{}' });

		const first = await client.send(command);

		expect(await client.send(command)).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
	});

	it('refuses the name of an execution that has another input, or has ended', async () => {
		const { client, ended } = await serveStepFunctions({ Stuck, Echo }, { invokeFunction: neverAnswers });
		const startNamed = (machineName: string, input: string) =>
			client.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn(machineName), name: 'one', input }));
		await startNamed('Stuck', '{}');
		await startNamed('Echo', '{}');
		await ended(executionArn('Echo', 'one'));

		for (const [machineName, input] of [
			['Stuck', '{ }'],
			['Echo', '{}'],
		] as const) {
			await expect(startNamed(machineName, input)).rejects.toMatchObject({
				name: 'ExecutionAlreadyExists',
				message: `Execution Already Exists: '${executionArn(machineName, 'one')}'`,
			});
		}
	});

	it.each([
		['InvalidArn', { stateMachineArn: 'nonsense' }],
		['InvalidArn', { stateMachineArn: executionArn('Echo', 'one') }],
		['StateMachineDoesNotExist', { stateMachineArn: stateMachineArn('Nobody') }],
		['InvalidName', { name: 'two words' }],
		['InvalidName', { name: 'job:1' }],
		['InvalidName', { name: 'grüße-🙂' }],
		['ValidationException', { name: 'n'.repeat(81) }],
		['ValidationException', { name: '' }],
		['ValidationException', { stateMachineArn: undefined }],
		['InvalidExecutionInput', { input: '' }],
		['InvalidExecutionInput', { input: '{broken' }],
		['InvalidExecutionInput', { input: JSON.stringify('é'.repeat(140_000)) }],
		['InvalidExecutionInput', { input: `${'['.repeat(1501)}${']'.repeat(1501)}` }],
		['InvalidExecutionInput', { input: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }],
		['ValidationException', { input: JSON.stringify('x'.repeat(262_143)) }],
	])('refuses with %s: %.60o', async (name, request) => {
		const { client } = await serveStepFunctions({ Echo });
		const command = new StartExecutionCommand({ stateMachineArn: stateMachineArn('Echo'), ...request } as never);

		await expect(client.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
	});

	it('runs an input that is nested 1,500 levels deep, whatever brackets its texts have', async () => {
		const { run } = await serveStepFunctions({ Echo });
		const deep = JSON.parse(`${'{"a]":'.repeat(1500)}"${'['.repeat(2000)}"${'}'.repeat(1500)}`);

		expect(await run('Echo', deep)).toMatchObject({ status: 'SUCCEEDED', output: JSON.stringify(deep) });
	});

	it('takes an input of exactly 256 KiB', async () => {
		const { client } = await serveStepFunctions({ Echo });
		const input = JSON.stringify('x'.repeat(262_142));

		await client.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn('Echo'), input }));
	});

	it('works within the process as over HTTP', async () => {
		const { service, ended } = await serveStepFunctions({ Echo });

		const started = service.startExecution({ stateMachineArn: stateMachineArn('Echo'), name: 'inside', input: '1' });

		expect(started.executionArn).toBe(executionArn('Echo', 'inside'));
		expect(await ended(started.executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
		expect(() => service.startExecution({ stateMachineArn: stateMachineArn('Nobody') })).toThrow('Does Not Exist');
	});
});

describe('DescribeExecution', () => {
	it('describes a running and a succeeded execution with every field that applies', async () => {
		let answer = (_value: unknown) => {};
		const { start, ended, describe } = await serveStepFunctions(
			{ Stuck },
			{ invokeFunction: () => new Promise((resolve) => (answer = resolve)) },
		);
		const arn = await start('Stuck', { a: 1 });
		const running = {
			executionArn: arn,
			stateMachineArn: stateMachineArn('Stuck'),
			name: arn.split(':').at(-1),
			status: 'RUNNING',
			startDate: expect.any(Date),
			input: '{"a":1}',
			inputDetails: { included: true },
			redriveCount: 0,
			redriveStatus: 'NOT_REDRIVABLE',
			redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
		};

		const { $metadata: _, ...whileRunning } = await describe(arn);
		expect(whileRunning).toEqual(running);

		answer('done');
		const { $metadata: __, ...succeeded } = (await ended(arn)) as typeof whileRunning & { $metadata: unknown };
		expect(succeeded).toEqual({
			...running,
			status: 'SUCCEEDED',
			stopDate: expect.any(Date),
			output: '{"ExecutedVersion":"$LATEST","Payload":"done","StatusCode":200}',
			outputDetails: { included: true },
			redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
		});
	});

	it.each([
		{ Error: 'E', Cause: 'C' },
		{ Error: 'Same', Cause: 'Same' },
		{ Error: 'OnlyError' },
		{ Cause: 'only a cause' },
		{},
	])('shows error and cause of a Fail state exactly: %o', async (fail) => {
		const { run } = await serveStepFunctions({ Failing: machine({ Ended: { Type: 'Fail', ...fail } }) });

		const { status, error, cause } = await run('Failing');

		expect({ status, error, cause }).toEqual({ status: 'FAILED', error: fail.Error, cause: fail.Cause });
	});

	it.each([
		['ExecutionDoesNotExist', executionArn('Echo', 'nobody')],
		['InvalidArn', stateMachineArn('Echo')],
		['ValidationException', undefined],
	])('refuses with %s: %s', async (name, arn) => {
		const { client } = await serveStepFunctions({ Echo });

		const request = { executionArn: arn };
		const answers = await Promise.allSettled([
			client.send(new DescribeExecutionCommand(request)),
			client.send(new GetExecutionHistoryCommand(request)),
			client.send(new StopExecutionCommand(request)),
		]);
		expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.name)).toEqual([name, name, name]);
	});
});

describe('StopExecution', () => {
	it('aborts with error and cause, and aborts the running function', async () => {
		let signal: AbortSignal | undefined;
		const { client, start, describe } = await serveStepFunctions(
			{ Stuck },
			{
				invokeFunction: (arn, payload, given) => {
					signal = given;
					return neverAnswers(arn, payload, given);
				},
			},
		);
		const arn = await start('Stuck');

		const command = new StopExecutionCommand({ executionArn: arn, error: 'Enough', cause: 'by hand' });
		const { stopDate } = await client.send(command);

		expect(await describe(arn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'by hand', stopDate });
		expect(signal?.aborted).toBe(true);
		expect((await client.send(command)).stopDate).toEqual(stopDate);
	});

	it('calls no function afterwards, not even for a retry that was waiting', async () => {
		let calls = 0;
		const patient = machine({
			Ask: lambdaTask('Ask', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60 }], End: true }),
		});
		const { client, start } = await serveStepFunctions(
			{ patient },
			{
				invokeFunction: async () => {
					calls += 1;
					throw new Error('no');
				},
			},
		);
		const arn = await start('patient');

		await client.send(new StopExecutionCommand({ executionArn: arn }));
		await new Promise((resolve) => setTimeout(resolve, 20));

		expect(calls).toBe(1);
	});
});

describe('RedriveExecution', () => {
	const waiting = { TimeoutSeconds: 1 };
	it.each([
		['FAILED', machine({ Ended: { Type: 'Fail', Error: 'E', Cause: 'C' } })],
		['TIMED_OUT', machine({ Wait: { Type: 'Wait', Seconds: 60, End: true } }, waiting)],
	])('does not exist, and an execution that is %s says so', async (status, asl) => {
		const { client, run } = await serveStepFunctions({ Ended: asl });

		const ended = await run('Ended');

		expect(ended).toMatchObject({
			status,
			redriveStatus: 'NOT_REDRIVABLE',
			redriveStatusReason: `Execution is ${status}, but the embedded AWS has no RedriveExecution: start a new execution`,
		});
		await expect(client.send(new RedriveExecutionCommand({ executionArn: ended.executionArn }))).rejects.toMatchObject({
			name: 'UnknownOperationException',
		});
	});
});

describe('ListExecutions', () => {
	it('gives pages newest first and by status, unchanged by an execution that starts between two pages', async () => {
		const { client, start, ended } = await serveStepFunctions({ Echo, Stuck }, { invokeFunction: neverAnswers });
		const arns = [await start('Echo'), await start('Echo'), await start('Echo')];
		for (const arn of arns) await ended(arn);
		await start('Stuck');
		const list = (request: object) =>
			client.send(
				new ListExecutionsCommand({ stateMachineArn: stateMachineArn('Echo'), statusFilter: 'SUCCEEDED', ...request }),
			);

		const first = await list({ maxResults: 2 });
		await ended(await start('Echo'));
		const second = await list({ maxResults: 2, nextToken: first.nextToken });

		expect(first.executions?.map((execution) => execution.executionArn)).toEqual([arns[2], arns[1]]);
		expect(second.executions?.map((execution) => execution.executionArn)).toEqual([arns[0]]);
		expect(second.nextToken).toBeUndefined();
		expect(second.executions?.[0]).toEqual({
			executionArn: arns[0],
			stateMachineArn: stateMachineArn('Echo'),
			name: arns[0]?.split(':').at(-1),
			status: 'SUCCEEDED',
			startDate: expect.any(Date),
			stopDate: expect.any(Date),
			redriveCount: 0,
		});
		expect((await list({ statusFilter: 'RUNNING' })).executions).toEqual([]);
	});

	it.each([
		['InvalidToken', { nextToken: 'nonsense' }],
		['ValidationException', { maxResults: 1001 }],
		['ValidationException', { statusFilter: 'DONE' }],
		['StateMachineDoesNotExist', { stateMachineArn: stateMachineArn('Nobody') }],
	])('refuses with %s: %o', async (name, request) => {
		const { client } = await serveStepFunctions({ Echo });
		const command = new ListExecutionsCommand({ stateMachineArn: stateMachineArn('Echo'), ...request } as never);

		await expect(client.send(command)).rejects.toMatchObject({ name });
	});
});

describe('state machines', () => {
	it('are described with the definition that was given', async () => {
		const { client } = await serveStepFunctions({ Echo });

		const command = new DescribeStateMachineCommand({ stateMachineArn: stateMachineArn('Echo') });
		const { $metadata: _, ...description } = await client.send(command);

		expect(description).toEqual({
			stateMachineArn: stateMachineArn('Echo'),
			name: 'Echo',
			status: 'ACTIVE',
			definition: JSON.stringify(Echo),
			roleArn: 'arn:aws:iam::000000000000:role/Echo',
			type: 'STANDARD',
			creationDate: expect.any(Date),
			loggingConfiguration: { level: 'OFF', includeExecutionData: false },
			tracingConfiguration: { enabled: false },
		});
	});

	it('are described by any of their executions, with its definition', async () => {
		const { client } = await serveStepFunctions({ Echo });
		const started = await client.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn('Echo') }));

		const describeFor = (arn = '') => client.send(new DescribeStateMachineForExecutionCommand({ executionArn: arn }));

		expect(await describeFor(started.executionArn)).toMatchObject({
			stateMachineArn: stateMachineArn('Echo'),
			name: 'Echo',
			definition: JSON.stringify(Echo),
			updateDate: expect.any(Date),
		});
		await expect(describeFor(executionArn('Echo', 'nobody'))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
	});

	it('are listed page by page', async () => {
		const { client } = await serveStepFunctions({ Echo, Stuck });

		const first = await client.send(new ListStateMachinesCommand({ maxResults: 1 }));
		const second = await client.send(new ListStateMachinesCommand({ maxResults: 1, nextToken: first.nextToken }));

		expect([first, second].map(({ stateMachines }) => stateMachines?.map(({ name }) => name))).toEqual([
			['Echo'],
			['Stuck'],
		]);
		expect(second.nextToken).toBeUndefined();
	});
});

describe('status changes', () => {
	it('are sent as EventBridge sends them, at the start and at the end', async () => {
		const changes: ExecutionStatusChange[] = [];
		const { run } = await serveStepFunctions(
			{ Failing: machine({ Ended: { Type: 'Fail', Error: 'E', Cause: 'C' } }) },
			{ onExecutionStatusChange: (change) => changes.push(change), now: () => new Date(1_700_000_000_123) },
		);

		const { executionArn: arn, name } = await run('Failing', { a: 1 });

		const started = {
			executionArn: arn,
			stateMachineArn: stateMachineArn('Failing'),
			name,
			status: 'RUNNING',
			startDate: 1_700_000_000_123,
			stopDate: null,
			input: '{"a":1}',
			inputDetails: { included: true },
			output: null,
			outputDetails: null,
			error: null,
			cause: null,
			stateMachineVersionArn: null,
			stateMachineAliasArn: null,
			redriveCount: 0,
			redriveDate: null,
			redriveStatus: 'NOT_REDRIVABLE',
			redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
		};
		expect(changes).toEqual([
			started,
			{
				...started,
				status: 'FAILED',
				stopDate: 1_700_000_000_123,
				error: 'E',
				cause: 'C',
				redriveStatusReason: 'Execution is FAILED, but the embedded AWS has no RedriveExecution: start a new execution',
			},
		]);
	});

	it('are not sent when the service closes during an execution', async () => {
		const statuses: string[] = [];
		const { service, start } = await serveStepFunctions(
			{ Stuck },
			{ invokeFunction: neverAnswers, onExecutionStatusChange: ({ status }) => statuses.push(status) },
		);
		await start('Stuck');

		await service.close();

		expect(statuses).toEqual(['RUNNING']);
	});
});
