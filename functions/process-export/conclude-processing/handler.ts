import { processingReport } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { createFilesClient } from '../files-client.ts';
import { removeObjects } from '../remove-objects.ts';
import { concludeProcessing } from './conclude-processing.ts';
import { recordDataset } from './record-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const notifyCallsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const documents = createDocuments();
const s3 = createFilesClient();

export const handler = createHandler(processingReport, async (report, { signal, logger }) => {
	const concluded = await concludeProcessing(report, {
		...notifyCallsUntil(signal),
		recordDataset: (jobArn, dataset) =>
			recordDataset(documents, environment.EXPORT_JOBS_TABLE, jobArn, dataset, signal),
		removeStaging: async (staging) => {
			try {
				const keys = (await listObjects(s3, staging, signal)).map(({ key }) => key);
				await removeObjects(s3, staging.bucket, keys, signal);
			} catch (error) {
				// It costs storage, nothing else.
				logger.warn('the staging folder was not removed', error as Error);
			}
		},
		now: () => new Date(),
	});
	logger.info('processing concluded', { outcome: report.outcome, ...concluded });
	return concluded;
});
