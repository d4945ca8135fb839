import { processingReport } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { concludeProcessing } from '../conclusion/conclude-processing.ts';
import { createDatasetRecords } from '../conclusion/record-calls.ts';
import { createFilesClient } from '../files-client.ts';
import { removeObjects } from '../remove-objects.ts';
import { readProcessedPath, stagingFolder } from '../staging.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const processed = readProcessedPath(environment.PROCESSED_PATH);
const notifyCallsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const documents = createDocuments();
const s3 = createFilesClient();

export const handler = createHandler(processingReport, async (report, { signal, logger }) => {
	const staging = stagingFolder(processed, report.executionArn.split(':').at(-1) ?? '');
	const warn = (message: string, error: Error) => logger.warn(message, error);
	const concluded = await concludeProcessing(report, {
		...notifyCallsUntil(signal),
		records: createDatasetRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
		removeStaging: async () => {
			try {
				const keys = (await listObjects(s3, staging, signal)).map(({ key }) => key);
				await removeObjects(s3, staging.bucket, keys, signal);
			} catch (error) {
				// It costs storage, nothing else.
				warn('the staging folder was not removed', error as Error);
			}
		},
		now: () => new Date(),
		warn,
	});
	logger.info('processing concluded', { outcome: report.outcome, ...concluded });
	return concluded;
});
