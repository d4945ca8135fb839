import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Outcome } from '#contracts/watch.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** Ends of a watch, not of its job: the job's own end may still come, and then takes the record over. */
const endsOfWatch: readonly Outcome[] = ['TIMED_OUT', 'BROKEN'];
const endsOfJob: readonly Outcome[] = ['SUCCEEDED', 'FAILED'];

/**
 * What of another execution this one may replace: the job's own end any end of a watch; an end of a watch only one from
 * before this watch began, so that two side by side tell once and a later one is heard. A replay may replace more, but
 * never the job's own end by a watch's.
 */
const replaceable = (outcome: Outcome, isReplay: boolean): { outcomes: readonly Outcome[]; onlyEarlier: boolean } => {
	if (endsOfWatch.includes(outcome)) return { outcomes: endsOfWatch, onlyEarlier: !isReplay };
	return { outcomes: isReplay ? [...endsOfJob, ...endsOfWatch] : endsOfWatch, onlyEarlier: false };
};

/** Puts the record if this execution may own the outcome: the first one, the owner again, or one with more to say. */
export const claimRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	record: ExportJobRecord,
	{ isReplay, startedAt }: { readonly isReplay: boolean; readonly startedAt: string },
	abortSignal: AbortSignal,
): Promise<boolean> => {
	const { outcomes, onlyEarlier } = replaceable(record.outcome, isReplay);
	const values = Object.fromEntries(outcomes.map((outcome) => [`:${outcome}`, outcome]));
	const conditions = [
		'attribute_not_exists(datasetExportJobArn)',
		'ownerExecutionArn = :me',
		`(outcome IN (${Object.keys(values).join(', ')})${onlyEarlier ? ' AND recordedAt < :startedAt' : ''})`,
	];
	const put = new PutCommand({
		TableName: table,
		Item: record,
		ConditionExpression: conditions.join(' OR '),
		ExpressionAttributeValues: {
			':me': record.ownerExecutionArn,
			...values,
			...(onlyEarlier && { ':startedAt': new Date(startedAt).toISOString() }),
		},
	});
	try {
		await callAws('DynamoDB PutItem', () => documents.send(put, { abortSignal }));
		return true;
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return false;
		throw error;
	}
};
