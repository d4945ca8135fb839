import { ADOPT_LOOK_BACK_HOURS } from '#contracts/vocabulary.ts';
import { account, arn, buckets, datasetGroupName, partition } from '../shared/names.ts';
import type { Dataset } from './dataset-catalog.ts';
import type { ExportJobs } from './export-jobs.ts';

/** Oldest first; about what the demo's own exports take. */
const DURATIONS_SECONDS = [13, 11, 12, 14, 12, 11, 12, 13, 12, 11];
/** One export a day; the newest is a day older than AdoptExports looks back. */
const NEWEST_DAYS_AGO = ADOPT_LOOK_BACK_HOURS / 24 + 1;
const DAY_MS = 86_400_000;

/**
 * Adds past jobs of every exportable dataset, from which watches make their forecasts; the files of these jobs are
 * gone.
 */
export const addPastExports = (jobs: ExportJobs, datasets: readonly Dataset[], now: Date): void => {
	for (const dataset of datasets.filter(({ isExportable }) => isExportable)) {
		for (const [index, durationSeconds] of DURATIONS_SECONDS.entries()) {
			const daysAgo = NEWEST_DAYS_AGO + DURATIONS_SECONDS.length - 1 - index;
			const jobName = `${dataset.datasetType.toLowerCase()}-${daysAgo}-days-ago`;
			const request = {
				jobName,
				datasetArn: dataset.datasetArn,
				ingestionMode: 'ALL' as const,
				roleArn: `arn:${partition}:iam::${account}:role/PersonalizeExport`,
				jobOutput: {
					s3DataDestination: {
						path: `s3://${buckets.exports}/${datasetGroupName}/${jobName}/`,
						kmsKeyArn: undefined,
					},
				},
				tags: undefined,
			};
			const datasetExportJobArn = arn('personalize', `dataset-export-job/${jobName}`);
			jobs.addPast({
				datasetExportJobArn,
				request,
				createdAt: new Date(now.getTime() - daysAgo * DAY_MS),
				durationSeconds,
			});
		}
	}
};
