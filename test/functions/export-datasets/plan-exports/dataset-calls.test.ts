import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { describeDataset, listDatasets } from '#functions/export-datasets/plan-exports/dataset-calls.ts';
import { answering, refusing, serve } from '../../../support/stub-service.ts';

const { signal } = new AbortController();
const list = async (answer: object) =>
	listDatasets(new PersonalizeClient(await serve(answering(200, answer))), 'group', signal);

describe('listDatasets', () => {
	it('gives every dataset with its type in capitals', async () => {
		expect(await list({ datasets: [{ datasetArn: 'arn', datasetType: 'Items', novelField: 1 }] })).toEqual([
			{ datasetArn: 'arn', datasetType: 'ITEMS', datasetGroupArn: 'group' },
		]);
		expect(await list({})).toEqual([]);
	});

	it.each([
		[{ datasets: 7 }],
		[{ datasets: [7] }],
		[{ datasets: [{}] }],
		[{ datasets: [{ datasetArn: 'arn', datasetType: 7 }] }],
		[{ datasets: [{ datasetArn: { toString: 1 }, datasetType: 'ITEMS' }] }],
	])('takes %j for no answer, because a dataset could be missing from the export', async (answer) => {
		await expect(list(answer)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
	});
});

describe('describeDataset', () => {
	it('gives the type and the group, and nothing for a dataset that does not exist', async () => {
		const dataset = { datasetType: 'Items', datasetGroupArn: 'group' };
		const client = new PersonalizeClient(await serve(answering(200, { dataset })));
		expect(await describeDataset(client, 'arn', signal)).toEqual({
			datasetArn: 'arn',
			datasetType: 'ITEMS',
			datasetGroupArn: 'group',
		});
		const empty = new PersonalizeClient(await serve(refusing('ResourceNotFoundException')));
		expect(await describeDataset(empty, 'arn', signal)).toBeUndefined();
	});

	it.each([[{}], [{ dataset: {} }], [{ dataset: { datasetType: ['ITEMS'], datasetGroupArn: 'group' } }]])(
		'takes %j for no answer',
		async (answer) => {
			const client = new PersonalizeClient(await serve(answering(200, answer)));
			await expect(describeDataset(client, 'arn', signal)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
		},
	);
});
