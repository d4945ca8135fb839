import { createNotifyCalls } from '../notify-outcome/notify-calls.ts';
import { processingReport } from '../shared/contracts/processing.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createDocuments } from '../shared/documents.ts';
import { createFilesClient } from '../shared/files-client.ts';
import { listKeys, removeKeys } from '../shared/folder-calls.ts';
import { requireEnv } from '../shared/require-env.ts';
import { createConcludeProcessing } from './conclude-processing.ts';
import { noteDataset } from './record-calls.ts';

const table = requireEnv('EXPORT_JOBS_TABLE');
const callsUntil = createNotifyCalls(requireEnv('OUTCOMES_TOPIC_ARN'), requireEnv('EVENT_BUS_NAME'));
const documents = createDocuments();
const s3 = createFilesClient();

export const handler = createHandler(processingReport, async (report, { signal, logger }) => {
	const conclude = createConcludeProcessing({
		...callsUntil(signal),
		noteOnRecord: (datasetExportJobArn, note) => noteDataset(documents, table, datasetExportJobArn, note, signal),
		removeStaging: async (staging) => {
			try {
				await removeKeys(s3, staging.bucket, await listKeys(s3, staging, signal), signal);
			} catch (error) {
				logger.warn('the staging folder is left over', error as Error);
			}
		},
		now: () => new Date(),
	});
	const concluded = await conclude(report);
	logger.info('processing concluded', { outcome: report.outcome, ...concluded });
	return concluded;
});
