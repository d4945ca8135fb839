import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { hasJobEnded, type Outcome, outcomes } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** After these outcomes the job may still end, and then its end takes the record over. */
const openOutcomes = outcomes.filter((outcome) => !hasJobEnded[outcome]);

/**
 * Which outcomes in the record of another execution this outcome may replace. The end of the job replaces the end of any
 * watch. The end of a watch replaces only that of an earlier watch, recorded before this one began: two side by side notify
 * once, and a later one notifies again. A replay may replace more, but never the end of the job by that of a watch.
 */
const replaceable = (outcome: Outcome, isReplay: boolean): { outcomes: readonly Outcome[]; onlyEarlier: boolean } => {
	if (!hasJobEnded[outcome]) return { outcomes: openOutcomes, onlyEarlier: !isReplay };
	return { outcomes: isReplay ? outcomes : openOutcomes, onlyEarlier: false };
};

/** Writes the record if this execution may own the outcome, and says whether it did: as the first, again, or as above. */
export const claimRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	record: ExportJobRecord,
	{ isReplay, startedAt }: { readonly isReplay: boolean; readonly startedAt: string },
	abortSignal: AbortSignal,
): Promise<boolean> => {
	const { outcomes: replaced, onlyEarlier } = replaceable(record.outcome, isReplay);
	const values = Object.fromEntries(replaced.map((outcome) => [`:${outcome}`, outcome]));
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
