import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { exportResult } from '#contracts/exports.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { settings } from './settings.ts';
import { createSummariseExport } from './summarise-export.ts';

const environment = readEnvironment(settings);

const table = environment.EXPORT_JOBS_TABLE;
const documents = createDocuments();

export const handler = createHandler(exportResult, async (result, { signal: abortSignal, logger }) => {
	const summarise = createSummariseExport({
		readRecord: async (datasetExportJobArn) => {
			const get = new GetCommand({ TableName: table, Key: { datasetExportJobArn }, ConsistentRead: true });
			const { Item } = await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }));
			return Item as ExportJobRecord | undefined;
		},
	});
	const summary = await summarise(result);
	logger.info('export summarised', { summary });
	return summary;
});
