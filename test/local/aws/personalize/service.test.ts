import { DescribeDatasetCommand } from '@aws-sdk/client-personalize';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { datasetArn, request, type Simulation, startSimulation } from '../../../support/simulation.ts';

let simulation: Simulation;
afterEach(async () => {
	await simulation.stop();
	vi.useRealTimers();
});

describe('the embedded Personalize', () => {
	it('logs a call that creates a job with its request and its answer', async () => {
		simulation = await startSimulation();
		const input = request();
		const datasetExportJobArn = await simulation.create(input);
		await simulation.describe(datasetExportJobArn);

		expect(simulation.apiCalls).toEqual([
			{
				accessKeyId: 'test',
				eventName: 'CreateDatasetExportJob',
				requestParameters: input,
				responseElements: { datasetExportJobArn },
			},
		]);
	});

	it('logs a refused call with the error and without an answer', async () => {
		simulation = await startSimulation();
		const input = request({ datasetArn: datasetArn('NOTHING') });
		await expect(simulation.create(input)).rejects.toThrow();

		expect(simulation.apiCalls).toEqual([
			{
				accessKeyId: 'test',
				eventName: 'CreateDatasetExportJob',
				requestParameters: input,
				responseElements: null,
				errorCode: 'ResourceNotFoundException',
				errorMessage: expect.stringContaining('NOTHING'),
			},
		]);
	});

	it('throttles requests above the rate, and does not log them, until the bucket has filled again', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-06-01T02:00:00Z') });
		simulation = await startSimulation({ requestRate: { perSecond: 1, burst: 2 } });
		const throttling = { name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } };
		await simulation.create();
		await simulation.create();
		await expect(simulation.create()).rejects.toMatchObject(throttling);
		expect(simulation.apiCalls).toHaveLength(2);

		vi.setSystemTime(new Date('2025-06-01T02:00:01Z'));
		await simulation.create();
		await expect(simulation.create()).rejects.toMatchObject(throttling);
	});

	it('gives each operation a rate of its own', async () => {
		simulation = await startSimulation({ requestRate: { perSecond: 0.001, burst: 1 } });
		await simulation.create();
		await expect(simulation.create()).rejects.toThrow('Rate exceeded');
		await simulation.personalize.send(new DescribeDatasetCommand({ datasetArn: datasetArn('ITEMS') }));
	});

	it('does not know an operation that is not simulated', async () => {
		simulation = await startSimulation();
		expect(await simulation.post('DeleteDataset', {})).toMatchObject({
			status: 400,
			__type: 'UnknownOperationException',
		});
	});
});
