import { type PersonalizeClient, paginateListDatasetExportJobs } from '@aws-sdk/client-personalize';
import { DescribeExecutionCommand, paginateListExecutions, type SFNClient } from '@aws-sdk/client-sfn';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LedgerFields, ledgerFields, readRecord } from '#contracts/ledger-fields.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { ListedJob } from './adopt-exports.ts';

/** The most that ListDatasetExportJobs gives at once. */
const JOBS_A_PAGE = 100;
/** The most that BatchGetItem takes at once. */
const KEYS_A_BATCH = 100;

/** All export jobs of the account, because the order of the list is not documented. */
export const listJobs = (client: PersonalizeClient, abortSignal: AbortSignal): Promise<readonly ListedJob[]> =>
	callAws('Personalize ListDatasetExportJobs', async () => {
		const jobs: ListedJob[] = [];
		for await (const page of paginateListDatasetExportJobs({ client, pageSize: JOBS_A_PAGE }, {}, { abortSignal })) {
			for (const { datasetExportJobArn = '', creationDateTime = new Date(0) } of page.datasetExportJobs ?? []) {
				jobs.push({ datasetExportJobArn, creationDateTime });
			}
		}
		return jobs;
	});

/** The records of these jobs that this code understands, as far as a sweep needs them. */
export const readRecords = async (
	documents: DynamoDBDocumentClient,
	table: string,
	datasetExportJobArns: readonly string[],
	abortSignal: AbortSignal,
): Promise<readonly LedgerFields[]> => {
	const records: LedgerFields[] = [];
	let keys = datasetExportJobArns.map((arn) => ({ [RECORD_KEY]: arn }));
	while (keys.length > 0) {
		const batch = { Keys: keys.splice(0, KEYS_A_BATCH), ...projection };
		const get = new BatchGetCommand({ RequestItems: { [table]: batch } });
		const answer = await callAws('DynamoDB BatchGetItem', () => documents.send(get, { abortSignal }));
		records.push(...(answer.Responses?.[table] ?? []).flatMap((item) => readRecord(item) ?? []));
		keys = [...keys, ...((answer.UnprocessedKeys?.[table]?.Keys ?? []) as typeof keys)];
	}
	return records;
};

/** With a placeholder for each name, because some are words that DynamoDB reserves. */
const projection = {
	ProjectionExpression: Object.keys(ledgerFields.shape)
		.map((name) => `#${name}`)
		.join(', '),
	ExpressionAttributeNames: Object.fromEntries(Object.keys(ledgerFields.shape).map((name) => [`#${name}`, name])),
};

/** The input says which job an execution watches; its name does not. */
export const readRunningInputs = (
	client: SFNClient,
	stateMachineArn: string,
	abortSignal: AbortSignal,
): Promise<readonly unknown[]> =>
	callAws('Step Functions ListExecutions', async () => {
		const inputs: unknown[] = [];
		const running = { stateMachineArn, statusFilter: 'RUNNING' as const };
		for await (const { executions = [] } of paginateListExecutions({ client }, running, { abortSignal })) {
			for (const { executionArn } of executions) {
				const { input = 'null' } = await client.send(new DescribeExecutionCommand({ executionArn }), { abortSignal });
				inputs.push(JSON.parse(input));
			}
		}
		return inputs;
	});
