import {
	DescribeDatasetCommand,
	type PersonalizeClient,
	paginateListDatasets,
	ResourceNotFoundException,
} from '@aws-sdk/client-personalize';
import * as z from 'zod/mini';
import { callAws, readAnswer } from '../../shared/aws-calls.ts';
import type { Dataset } from './plan-exports.ts';

const listedDatasets = z.object({
	datasets: z._default(z.array(z.object({ datasetArn: z.string(), datasetType: z.string() })), []),
});
const describedDataset = z.object({ dataset: z.object({ datasetType: z.string(), datasetGroupArn: z.string() }) });

/** All datasets of the group. */
export const listDatasets = (
	client: PersonalizeClient,
	datasetGroupArn: string,
	abortSignal: AbortSignal,
): Promise<readonly Dataset[]> =>
	callAws('Personalize ListDatasets', async () => {
		const datasets: Dataset[] = [];
		for await (const page of paginateListDatasets({ client }, { datasetGroupArn }, { abortSignal })) {
			for (const { datasetArn, datasetType } of readAnswer(listedDatasets, page).datasets) {
				datasets.push({ datasetArn, datasetType: datasetType.toUpperCase(), datasetGroupArn });
			}
		}
		return datasets;
	});

/** Undefined if there is no such dataset. */
export const describeDataset = async (
	client: PersonalizeClient,
	datasetArn: string,
	abortSignal: AbortSignal,
): Promise<Dataset | undefined> => {
	const describe = new DescribeDatasetCommand({ datasetArn });
	try {
		const { dataset } = await callAws('Personalize DescribeDataset', async () =>
			readAnswer(describedDataset, await client.send(describe, { abortSignal })),
		);
		return { datasetArn, datasetType: dataset.datasetType.toUpperCase(), datasetGroupArn: dataset.datasetGroupArn };
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return undefined;
		throw error;
	}
};
