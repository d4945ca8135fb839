import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../shared/aws-calls.ts';
import type { ExportJobRecord } from '../shared/contracts/export-job-record.ts';
import { exportResult } from '../shared/contracts/exports.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createDocuments } from '../shared/documents.ts';
import { requireEnv } from '../shared/require-env.ts';
import { createSummariseExport } from './summarise-export.ts';

const table = requireEnv('EXPORT_JOBS_TABLE');
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
