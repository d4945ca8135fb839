import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { type Outcome, outcomes, RECORDS_BY_OUTCOME } from '#contracts/vocabulary.ts';
import type { Account } from './account.ts';
import { IndexMissing } from './errors.ts';
import type { RunningWatches } from './running-watches.ts';
import type { EndedWatch, WatchFilter, WatchList } from './watches.ts';

/** Lists watches from the running executions and from the index of the records. */
export const listWatches = async (
	account: Pick<Account, 'documents' | 'installation'>,
	running: RunningWatches,
	{ states = ['RUNNING', ...outcomes], since, limit }: WatchFilter,
): Promise<WatchList> => {
	const [runs, records] = await Promise.all([
		states.includes('RUNNING') ? running.list({ since, limit }) : { watches: [], hasMore: false },
		queryEnded(
			account,
			outcomes.filter((outcome) => states.includes(outcome)),
			{ since, limit: limit + 1 },
		),
	]);
	// the record is there while its owner still acts on the outcome
	const acting = new Set(runs.watches.map(({ executionArn }) => executionArn));
	const ended = records.filter(({ ownerExecutionArn }) => !acting.has(ownerExecutionArn));
	return {
		watches: [...runs.watches, ...ended.slice(0, limit)],
		hasMore: runs.hasMore || ended.length > limit,
	};
};

/** Of each of these outcomes the newest records, all in one order. */
const queryEnded = async (
	account: Pick<Account, 'documents' | 'installation'>,
	wanted: readonly Outcome[],
	{ since, limit }: Pick<WatchFilter, 'since' | 'limit'>,
): Promise<readonly EndedWatch[]> => {
	const lists = await Promise.all(wanted.map((outcome) => queryNewest(account, outcome, since, limit)));
	return lists.flat().toSorted((one, other) => other.recordedAt.localeCompare(one.recordedAt));
};

const { name: indexName, partitionKey, sortKey } = RECORDS_BY_OUTCOME;

/** Pages have at most 1 MB, which is more than a thousand records without their texts. */
const queryNewest = async (
	{ documents, installation }: Pick<Account, 'documents' | 'installation'>,
	outcome: Outcome,
	since: Date | undefined,
	limit: number,
): Promise<readonly EndedWatch[]> => {
	const watches: EndedWatch[] = [];
	let start: QueryCommandOutput['LastEvaluatedKey'];
	do {
		const query = new QueryCommand({
			TableName: installation.table,
			IndexName: indexName,
			KeyConditionExpression: `#outcome = :outcome${since ? ' AND #recordedAt >= :since' : ''}`,
			ExpressionAttributeNames: { '#outcome': partitionKey, ...(since && { '#recordedAt': sortKey }) },
			ExpressionAttributeValues: { ':outcome': outcome, ...(since && { ':since': since.toISOString() }) },
			ScanIndexForward: false,
			Limit: limit - watches.length,
			...(start && { ExclusiveStartKey: start }),
		});
		const { Items = [], LastEvaluatedKey } = await documents.send(query).catch((error: Error) => {
			throw isIndexMissing(error) ? new IndexMissing(installation.table, indexName, error) : error;
		});
		for (const item of Items) watches.push({ ...(item as EndedWatch), state: outcome });
		start = LastEvaluatedKey;
	} while (start && watches.length < limit);
	return watches;
};

const isIndexMissing = ({ name, message }: Error): boolean =>
	name === 'ValidationException' && message.includes('specified index');
