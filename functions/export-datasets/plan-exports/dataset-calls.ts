import {
	DescribeDatasetCommand,
	type PersonalizeClient,
	paginateListDatasets,
	ResourceNotFoundException,
} from '@aws-sdk/client-personalize';
import { callAws } from '../../shared/aws-calls.ts';
import type { Dataset } from './plan-exports.ts';

/** All datasets of the group. */
export const listDatasets = (
	client: PersonalizeClient,
	datasetGroupArn: string,
	abortSignal: AbortSignal,
): Promise<readonly Dataset[]> =>
	callAws('Personalize ListDatasets', async () => {
		const datasets: Dataset[] = [];
		for await (const page of paginateListDatasets({ client }, { datasetGroupArn }, { abortSignal })) {
			for (const { datasetArn = '', datasetType = '' } of page.datasets ?? []) {
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
		const { dataset } = await callAws('Personalize DescribeDataset', () => client.send(describe, { abortSignal }));
		const { datasetType = '', datasetGroupArn = '' } = dataset ?? {};
		return { datasetArn, datasetType: datasetType.toUpperCase(), datasetGroupArn };
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return undefined;
		throw error;
	}
};
