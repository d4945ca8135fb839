import { account, arn, buckets, datasetGroupName, partition } from '../names.ts';
import type { ExportJobs } from './export-jobs.ts';
import { datasets } from './simulated-datasets.ts';

/** Seconds that the exports of the last weeks took, oldest first: what the demo's own take, more or less. */
const DURATIONS = [13, 11, 12, 14, 12, 11, 12, 13, 12, 11];
/** One a day; the newest is older than what the sweep for unwatched exports looks at. */
const NEWEST_DAYS_AGO = 3;
const DAY_MS = 86_400_000;

/** Gives every exportable dataset a past, so that its watches have something to learn from; their files are long gone. */
export const addPastExports = (jobs: ExportJobs, now: Date): void => {
	for (const dataset of datasets.filter(({ exportable }) => exportable)) {
		for (const [index, durationSeconds] of DURATIONS.entries()) {
			const daysAgo = NEWEST_DAYS_AGO + DURATIONS.length - 1 - index;
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
