import { describe, expect, it } from 'vitest';
import {
	lambdaTask,
	machine,
	neverAnswers,
	serveStepFunctions,
	stateMachineArn,
} from '../../../support/served-step-functions.ts';

describe('an execution', () => {
	it('gives its states the context object', async () => {
		const Parameters = {
			FunctionName: 'Ask',
			Payload: {
				'id.$': '$$.Execution.Id',
				'name.$': '$$.Execution.Name',
				'role.$': '$$.Execution.RoleArn',
				'input.$': '$$.Execution.Input',
				'startTime.$': '$$.Execution.StartTime',
				'machineId.$': '$$.StateMachine.Id',
				'machineName.$': '$$.StateMachine.Name',
			},
		};
		const { run } = await serveStepFunctions({
			Ask: machine({ Ask: lambdaTask('Ask', { Parameters, OutputPath: '$.Payload', End: true }) }),
		});

		const { executionArn: id, name, output } = await run('Ask', { a: 1 });

		expect(JSON.parse(output as string)).toEqual({
			id,
			name,
			role: 'arn:aws:iam::000000000000:role/Ask',
			input: { a: 1 },
			startTime: expect.stringMatching(/Z$/),
			machineId: stateMachineArn('Ask'),
			machineName: 'Ask',
		});
	});

	it('ends as TIMED_OUT after the TimeoutSeconds of its machine, and calls no function afterwards', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{ Late: machine({ Ask: lambdaTask('Ask') }, { TimeoutSeconds: 1 }) },
			{ invokeFunction: neverAnswers },
		);

		const arn = await start('Late');

		const { status, error, stopDate } = await ended(arn);
		expect({ status, error, stopDate }).toEqual({ status: 'TIMED_OUT', error: undefined, stopDate: expect.any(Date) });
		expect((await history(arn)).at(-1)).toMatchObject({ type: 'ExecutionTimedOut', previousEventId: 0 });
	});
});
