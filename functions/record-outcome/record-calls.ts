import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../shared/aws-calls.ts';
import type { ExportJobRecord, Outcome } from '../shared/contracts.ts';

/** Ends of a watch, not of its job: the job's own end may still come, and then takes the record over. */
const endsOfWatch: readonly Outcome[] = ['TIMED_OUT', 'BROKEN'];
const endsOfJob: readonly Outcome[] = ['SUCCEEDED', 'FAILED'];

/** Which recorded outcomes of another execution this one may replace. */
const replaceableBy = (outcome: Outcome, isReplay: boolean): readonly Outcome[] => {
	if (endsOfWatch.includes(outcome)) return isReplay ? endsOfWatch : [];
	return isReplay ? [...endsOfJob, ...endsOfWatch] : endsOfWatch;
};

/** Puts the record if this execution may own the outcome: the first one, the owner again, or one with more to say. */
export const claimRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	record: ExportJobRecord,
	isReplay: boolean,
	abortSignal: AbortSignal,
): Promise<boolean> => {
	const replaceable = replaceableBy(record.outcome, isReplay).map((outcome) => [`:${outcome}`, outcome] as const);
	const conditions = [
		'attribute_not_exists(datasetExportJobArn)',
		'ownerExecutionArn = :me',
		...replaceable.map(([placeholder]) => `outcome = ${placeholder}`),
	];
	const put = new PutCommand({
		TableName: table,
		Item: record,
		ConditionExpression: conditions.join(' OR '),
		ExpressionAttributeValues: { ':me': record.ownerExecutionArn, ...Object.fromEntries(replaceable) },
	});
	try {
		await callAws('DynamoDB PutItem', () => documents.send(put, { abortSignal }));
		return true;
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return false;
		throw error;
	}
};
