import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { admitPersonalize, ExportRole } from '../access/personalize-access.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { OutcomesTopic } from './outcomes-topic.ts';
import { PrivateBucket } from './private-bucket.ts';
import { RecordsTable } from './records-table.ts';

/** Where things are kept and told: what the props bring, and otherwise what is made here. */
export interface Stores {
	readonly recordsTable: ITable;
	readonly topic: ITopic;
	/** The customer key with which the topic is encrypted; a key of AWS asks nothing of those who publish. */
	readonly topicKey: IKey | undefined;
	readonly manifestBucket: IBucket;
	readonly exportBuckets: readonly IBucket[];
	readonly exportRoles: readonly IRole[];
	readonly deadLetters: IQueue;
	/** Where ProcessExport puts datasets; none where a team processes by a machine of its own. */
	readonly processedBucket: IBucket | undefined;
}

/** Exports hold personal data: a month is enough to process them, and to export anew what was forgotten. */
const DEFAULT_EXPORTS_RETENTION = Duration.days(30);

export const createStores = (scope: Construct, props: ExportWatchProps): Stores => {
	const { encryptionKey, retention } = props;
	const exportsExpiration = retention?.exports ?? DEFAULT_EXPORTS_RETENTION;

	let accessLogs: PrivateBucket | undefined;
	const createBucket = (id: string, expiration: Duration) => {
		accessLogs ??= new PrivateBucket(scope, 'AccessLogs', { encryptionKey: undefined, expiration: Duration.days(90) });
		return new PrivateBucket(scope, id, { encryptionKey, expiration, accessLogs });
	};
	const createExportsBucket = () => {
		const bucket = createBucket('Exports', exportsExpiration);
		admitPersonalize(bucket);
		return bucket;
	};

	const createProcessedBucket = () => createBucket('Processed', retention?.datasets ?? DEFAULT_EXPORTS_RETENTION);

	const exportBuckets = props.exportBuckets ?? [createExportsBucket()];
	return {
		recordsTable: props.recordsTable ?? new RecordsTable(scope, 'ExportJobs', encryptionKey),
		topic: props.topic ?? new OutcomesTopic(scope, 'ExportOutcomes', encryptionKey),
		topicKey: props.topic ? props.topic.masterKey : encryptionKey,
		manifestBucket: props.manifestBucket ?? createBucket('Manifests', exportsExpiration),
		exportBuckets,
		exportRoles: props.exportRoles ?? [new ExportRole(scope, 'ExportRole', exportBuckets)],
		processedBucket: props.processingStateMachine ? undefined : (props.processedBucket ?? createProcessedBucket()),
		deadLetters: new DeadLetterQueue(scope, 'DeadLetters', encryptionKey),
	};
};
