import {
	DescribeDatasetExportJobCommand,
	paginateListDatasetExportJobs,
	ResourceNotFoundException,
} from '@aws-sdk/client-personalize';
import { JOB_NAME_PATTERN } from '#contracts/vocabulary.ts';
import { readJobArn } from '#functions/watch-export/job-arn.ts';
import type { Account } from './account.ts';
import { BadRequest, JobNotFound } from './errors.ts';

/** An export job of the account by its ARN and its name; whether it exists is another question. */
export interface NamedJob {
	readonly datasetExportJobArn: string;
	readonly jobName: string;
}

const JOB_NAME = new RegExp(`^${JOB_NAME_PATTERN}$`);

/**
 * Completes the name or the ARN of a job.
 *
 * @throws BadRequest for anything else, and for an ARN of another account or Region
 */
export const nameJob = ({ installation }: Pick<Account, 'installation'>, job: string): NamedJob => {
	const { WatchExport } = installation.stateMachines;
	if (job.startsWith('arn:')) {
		const reading = readJobArn(job, WatchExport);
		if ('problem' in reading) throw new BadRequest(reading.problem);
		return { datasetExportJobArn: job, jobName: reading.jobName };
	}
	if (!JOB_NAME.test(job)) throw new BadRequest(`${JSON.stringify(job)} is not the name or the ARN of an export job`);
	const [, partition, , region, account] = WatchExport.split(':');
	return {
		datasetExportJobArn: `arn:${partition}:personalize:${region}:${account}:dataset-export-job/${job}`,
		jobName: job,
	};
};

/**
 * The status of a job as Personalize has it now.
 *
 * @throws JobNotFound
 */
export const readJobStatus = async (
	{ personalize }: Pick<Account, 'personalize'>,
	{ datasetExportJobArn, jobName }: NamedJob,
): Promise<string> => {
	try {
		const answer = await personalize.send(new DescribeDatasetExportJobCommand({ datasetExportJobArn }));
		return answer.datasetExportJob?.status ?? 'unknown';
	} catch (error) {
		if (!(error instanceof ResourceNotFoundException)) throw error;
		throw new JobNotFound(jobName, await findSimilarNames(personalize, jobName));
	}
};

const MAX_SIMILAR_NAMES = 5;
/** The most that one call lists. */
const JOBS_A_PAGE = 100;

/** Those that contain the name, or are contained in it, in any case. */
const findSimilarNames = async (client: Account['personalize'], jobName: string): Promise<readonly string[]> => {
	const wanted = jobName.toLowerCase();
	const names: string[] = [];
	for await (const page of paginateListDatasetExportJobs({ client, pageSize: JOBS_A_PAGE }, {})) {
		names.push(...(page.datasetExportJobs ?? []).map((job) => job.jobName ?? ''));
	}
	return names
		.filter((name) => name.toLowerCase().includes(wanted) || wanted.includes(name.toLowerCase()))
		.slice(0, MAX_SIMILAR_NAMES);
};
