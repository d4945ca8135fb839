import {
	type ListDatasetExportJobsRequest,
	type PersonalizeClient,
	paginateListDatasetExportJobs,
	paginateListDatasets,
} from '@aws-sdk/client-personalize';
import type { Scope } from '#contracts/scope.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { ListedJob } from './adopt-exports.ts';

/** The most that the lists of Personalize give at once. */
const pageSize = 100;

/**
 * All export jobs within the scope, because the order of the list is not documented. The list does not say the dataset
 * of a job, so jobs of groups are asked for by dataset.
 */
export const listJobs = async (
	client: PersonalizeClient,
	{ datasetGroupArns, jobNamePrefix = '' }: Scope,
	abortSignal: AbortSignal,
): Promise<readonly ListedJob[]> => {
	const list = (request: ListDatasetExportJobsRequest) => listJobsOf(client, request, jobNamePrefix, abortSignal);
	if (!datasetGroupArns) return list({});
	const jobs: ListedJob[] = [];
	// One after the other: the account has one request a second.
	for (const datasetGroupArn of datasetGroupArns) {
		for (const datasetArn of await listDatasets(client, datasetGroupArn, abortSignal)) {
			jobs.push(...(await list({ datasetArn })));
		}
	}
	return jobs;
};

const listJobsOf = (
	client: PersonalizeClient,
	request: ListDatasetExportJobsRequest,
	jobNamePrefix: string,
	abortSignal: AbortSignal,
): Promise<readonly ListedJob[]> =>
	callAws('Personalize ListDatasetExportJobs', async () => {
		const jobs: ListedJob[] = [];
		for await (const page of paginateListDatasetExportJobs({ client, pageSize }, request, { abortSignal })) {
			for (const { datasetExportJobArn = '', creationDateTime = new Date(0) } of page.datasetExportJobs ?? []) {
				const jobName = datasetExportJobArn.slice(datasetExportJobArn.lastIndexOf('/') + 1);
				if (jobName.startsWith(jobNamePrefix)) jobs.push({ datasetExportJobArn, creationDateTime });
			}
		}
		return jobs;
	});

const listDatasets = (
	client: PersonalizeClient,
	datasetGroupArn: string,
	abortSignal: AbortSignal,
): Promise<readonly string[]> =>
	callAws('Personalize ListDatasets', async () => {
		const datasetArns: string[] = [];
		for await (const page of paginateListDatasets({ client, pageSize }, { datasetGroupArn }, { abortSignal })) {
			for (const { datasetArn } of page.datasets ?? []) if (datasetArn) datasetArns.push(datasetArn);
		}
		return datasetArns;
	});
