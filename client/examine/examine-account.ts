import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Account } from '../account.ts';
import { nameJob } from '../jobs.ts';
import { readRecord } from '../read-watch.ts';
import type { EndedWatch, WatchList } from '../watches.ts';
import { examineExportBuckets } from './export-buckets.ts';
import { examineExportRoles } from './export-roles.ts';
import { type Finding, unknown } from './finding.ts';
import { examineNotified } from './notified.ts';
import { examineRules } from './rules.ts';
import { examineSubscriptions } from './subscriptions.ts';
import { examineTrails } from './trails.ts';

/** The roles of so many exports are examined. */
const RECENT_EXPORTS = 5;

/**
 * Looks for what would let an export go unnoticed, or fail. Each question is asked by itself: one without an answer, as for
 * want of a permission, is `UNKNOWN`.
 */
export const examineAccount = async (account: Account, list: Promise<WatchList>): Promise<readonly Finding[]> => {
	const { installation, s3 } = account;
	const listEnded = async (): Promise<readonly EndedWatch[]> =>
		(await list).watches.filter((watch) => watch.state !== 'RUNNING');
	const { exports: buckets } = installation.buckets;
	const findings = await Promise.all([
		answer('trail', () => examineTrails(new CloudTrailClient({}))),
		answer('rules', () =>
			examineRules({ eventBridge: new EventBridgeClient({}), sqs: new SQSClient({}) }, installation),
		),
		answer('subscriptions', () => examineSubscriptions(new SNSClient({}), installation.topic)),
		answer('bucket policies', () => examineExportBuckets(s3, buckets)),
		answer('service roles', async () =>
			examineExportRoles(new IAMClient({}), await findRoles(account, await listEnded()), buckets),
		),
		answer('notifications', async () => [examineNotified(await listEnded())]),
	]);
	return findings.flat();
};

const answer = async (subject: string, examine: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> =>
	examine().catch((error: Error) => [
		unknown(subject, `${error.name}: ${error.message.split('\n', 1)[0]}`.replace(/^Error: /, '')),
	]);

const findRoles = async (account: Account, ended: readonly EndedWatch[]): Promise<readonly string[]> => {
	const records = await Promise.all(
		ended.slice(0, RECENT_EXPORTS).map(({ jobName }) => readRecord(account, nameJob(account, jobName))),
	);
	return [...new Set(records.flatMap((record) => record?.roleArn ?? []))];
};
