import { SFNClient } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { listBatches } from '#client/list-batches.ts';
import { answering, serve } from '../support/stub-service.ts';

const AT = '2026-03-01T02:00:00.000Z';
const visit = { id: 1, state: 'ConvertFiles', type: 'Task', enteredAt: AT, errors: [], isCaught: false };
const nobody = { stepFunctions: new SFNClient({ region: 'us-east-1' }) };

it('reads the batches of a run that converts them itself from its visits, without a call', async () => {
	const errors = [{ at: AT, error: 'RowsLost' }];
	const visits = [
		{ ...visit, state: 'PlanBatches' },
		{ ...visit, input: '{"batch": 0}', exitedAt: AT },
		{ ...visit, input: '{"batch": 1}', exitedAt: AT, errors, isCaught: true },
		{ ...visit, input: '{"batch": 2}' },
	];
	expect(await listBatches(nobody, { visits }, 10)).toEqual([
		{ name: 'batch 0', status: 'SUCCEEDED', startedAt: AT, endedAt: AT },
		{ name: 'batch 1', status: 'FAILED', startedAt: AT, endedAt: AT, error: 'RowsLost' },
		{ name: 'batch 2', status: 'RUNNING', startedAt: AT },
	]);
	expect(await listBatches(nobody, { visits }, 1)).toHaveLength(1);
});

it('lists the executions of a Map Run, with one call', async () => {
	const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:ProcessExport/ConvertBatches:one';
	const startDate = Date.parse(AT) / 1000;
	const stepFunctions = new SFNClient(
		await serve(answering(200, { executions: [{ executionArn, name: 'one', status: 'FAILED', startDate }] })),
	);
	const visits = [{ ...visit, state: 'ConvertBatches', type: 'Map', mapRunArn: 'arn:aws:states:::mapRun:one' }];
	expect(await listBatches({ stepFunctions }, { visits }, 10)).toEqual([
		{ name: 'one', status: 'FAILED', startedAt: AT, executionArn },
	]);
});
