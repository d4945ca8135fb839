import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { exportResult } from '#contracts/exports.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { settings } from './settings.ts';
import { summariseExport } from './summarise-export.ts';

const environment = readEnvironment(settings);

const documents = createDocuments();

export const handler = createHandler(exportResult, async (result, { signal: abortSignal, logger }) => {
	const summary = await summariseExport(result, {
		readRecord: async (datasetExportJobArn) => {
			const key = { TableName: environment.EXPORT_JOBS_TABLE, Key: { [RECORD_KEY]: datasetExportJobArn } };
			const get = new GetCommand({ ...key, ConsistentRead: true });
			return (await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }))).Item;
		},
	});
	logger.info('export summarised', { summary });
	return summary;
});
