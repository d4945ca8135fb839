import { ListDatasetExportJobsCommand, type PersonalizeClient } from '@aws-sdk/client-personalize';
import { callAws } from '../../shared/aws-calls.ts';

/** One page: the newest of a dataset that is exported every hour for days. */
const PAGE_JOBS = 100;

/** As they are, or none where they cannot be listed: a watch does without them rather than end. */
export const listPastDurations = async (
	personalize: PersonalizeClient,
	datasetArn: string,
	abortSignal: AbortSignal,
	warn: (message: string, error: Error) => void,
): Promise<readonly number[]> => {
	try {
		return await listDurations(personalize, datasetArn, abortSignal);
	} catch (error) {
		warn('past exports cannot be listed: the forecast does without them', error as Error);
		return [];
	}
};

/** How long the dataset's exports took that became ACTIVE, in seconds, newest first: one call of ListDatasetExportJobs. */
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
		.filter(({ status }) => status === 'ACTIVE')
		.map(({ creationDateTime, lastUpdatedDateTime }) => ({
			createdAt: creationDateTime?.getTime() ?? Number.NaN,
			endedAt: lastUpdatedDateTime?.getTime() ?? Number.NaN,
		}))
		.filter(({ createdAt, endedAt }) => endedAt > createdAt)
		.sort((one, other) => other.createdAt - one.createdAt)
		.map(({ createdAt, endedAt }) => (endedAt - createdAt) / 1000);
};
