import { ListDatasetExportJobsCommand, type PersonalizeClient } from '@aws-sdk/client-personalize';
import { endOfJob, type JobStatus } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** One page is enough: for a dataset that is exported every hour it goes back four days. */
const PAGE_JOBS = 100;

/**
 * The durations in seconds of the dataset's exports that became ACTIVE, newest first, by one call of ListDatasetExportJobs.
 * None if the call fails: that is no reason for a watch to end.
 */
export const listPastDurations = async (
	personalize: PersonalizeClient,
	datasetArn: string,
	abortSignal: AbortSignal,
	warn: (message: string, error: Error) => void,
): Promise<readonly number[]> => {
	try {
		return await listDurations(personalize, datasetArn, abortSignal);
	} catch (error) {
		warn('cannot list past exports; the watch uses the default forecast', error as Error);
		return [];
	}
};

const listDurations = async (
	personalize: PersonalizeClient,
	datasetArn: string,
	abortSignal: AbortSignal,
): Promise<readonly number[]> => {
	const command = new ListDatasetExportJobsCommand({ datasetArn, maxResults: PAGE_JOBS });
	const { datasetExportJobs = [] } = await callAws('Personalize ListDatasetExportJobs', () =>
		personalize.send(command, { abortSignal }),
	);
	return datasetExportJobs
		.filter(({ status }) => endOfJob[status as JobStatus] === 'SUCCEEDED')
		.map(({ creationDateTime, lastUpdatedDateTime }) => ({
			createdAt: creationDateTime?.getTime() ?? Number.NaN,
			endedAt: lastUpdatedDateTime?.getTime() ?? Number.NaN,
		}))
		.filter(({ createdAt, endedAt }) => endedAt > createdAt)
		.sort((one, other) => other.createdAt - one.createdAt)
		.map(({ createdAt, endedAt }) => (endedAt - createdAt) / 1000);
};
