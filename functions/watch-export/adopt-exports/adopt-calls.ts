import { DescribeExecutionCommand, paginateListExecutions, type SFNClient } from '@aws-sdk/client-sfn';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LedgerFields, ledgerFields, readRecord } from '#contracts/ledger-fields.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** The most that BatchGetItem takes at once. */
const KEYS_A_BATCH = 100;

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
