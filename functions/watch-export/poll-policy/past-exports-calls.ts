import {
	type DatasetExportJobSummary,
	type PersonalizeClient,
	paginateListDatasetExportJobs,
} from '@aws-sdk/client-personalize';
import { endOfJob, type JobStatus } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** The most that ListDatasetExportJobs gives at once. */
const PAGE_JOBS = 100;
/** Calls for one dataset, which usually needs one: Personalize answers some one call a second for the whole account. */
const MAX_PAGES = 10;
/** For one list: with those of the dataset and of the account, and a slow describe call of 16 s, a step of 25 s is in time. */
const MAX_MILLISECONDS = 4_000;

interface Listing {
	readonly personalize: PersonalizeClient;
	readonly abortSignal: AbortSignal;
	readonly warn: (message: string, error: Error) => void;
}

/**
 * The durations in seconds of jobs that have ended, failed ones included, because a watch waits for any end; newest first.
 * Of the dataset; without it, one page of all datasets of the account, because a page is enough to borrow from.
 *
 * Personalize does not document the order of its list. Pages are read until those read are in order, newest first, or to
 * the end. If a call fails, what was read before counts, undefined if that is nothing: it is no reason for a watch to end.
 */
export const listPastDurations = async (
	datasetArn: string | undefined,
	{ personalize, abortSignal, warn }: Listing,
): Promise<readonly number[] | undefined> => {
	const jobs: DatasetExportJobSummary[] = [];
	const signal = AbortSignal.any([abortSignal, AbortSignal.timeout(MAX_MILLISECONDS)]);
	const settings = { client: personalize, pageSize: PAGE_JOBS };
	try {
		await callAws('Personalize ListDatasetExportJobs', async () => {
			let pages = 0;
			for await (const page of paginateListDatasetExportJobs(settings, { datasetArn }, { abortSignal: signal })) {
				jobs.push(...(page.datasetExportJobs ?? []));
				pages += 1;
				if (!datasetArn || pages === MAX_PAGES || (jobs.length >= PAGE_JOBS && isNewestFirst(jobs))) break;
			}
		});
	} catch (error) {
		warn(`cannot list past exports; the forecast uses the ${jobs.length} listed before`, error as Error);
		if (jobs.length === 0) return undefined;
	}
	return durationsOf(jobs);
};

/** A list in another order does not begin like this: 100 jobs have 100! orders. */
const isNewestFirst = (jobs: readonly DatasetExportJobSummary[]): boolean =>
	jobs.every((job, index) => index === 0 || createdAt(job) <= createdAt(jobs[index - 1] as DatasetExportJobSummary));

const durationsOf = (jobs: readonly DatasetExportJobSummary[]): readonly number[] =>
	jobs
		.filter(({ status }) => endOfJob[status as JobStatus])
		.map((job) => ({ job, seconds: ((job.lastUpdatedDateTime?.getTime() ?? Number.NaN) - createdAt(job)) / 1000 }))
		.filter(({ seconds }) => seconds > 0)
		.sort((one, other) => createdAt(other.job) - createdAt(one.job))
		.map(({ seconds }) => seconds);

const createdAt = ({ creationDateTime }: DatasetExportJobSummary): number => creationDateTime?.getTime() ?? Number.NaN;
