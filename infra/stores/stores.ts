import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { acceptFinding } from '../access/accept-finding.ts';
import { admitPersonalize, ExportRole } from '../access/export-role.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';
import { PrivateBucket } from './private-bucket.ts';

/** Where records, files and messages go: what the props bring, and otherwise what is made here. */
export interface Stores {
	readonly recordsTable: ITable;
	readonly topic: ITopic;
	/** The customer key that encrypts the topic; publishers need no permission for a key of AWS. */
	readonly topicKey: IKey | undefined;
	readonly manifestBucket: IBucket;
	readonly exportBuckets: readonly IBucket[];
	readonly exportRoles: readonly IRole[];
	readonly deadLetters: IQueue;
	/** Where ProcessExport puts datasets; none where a team brings its own processing. */
	readonly processedBucket: IBucket | undefined;
}

/** Exports hold personal data: a month is enough to process them, and to export again what was forgotten. */
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
		recordsTable: props.recordsTable ?? createRecordsTable(scope, encryptionKey),
		topic: props.topic ?? createTopic(scope, encryptionKey),
		topicKey: props.topic ? props.topic.masterKey : encryptionKey,
		manifestBucket: props.manifestBucket ?? createBucket('Manifests', exportsExpiration),
		exportBuckets,
		exportRoles: props.exportRoles ?? [new ExportRole(scope, 'ExportRole', exportBuckets)],
		processedBucket: props.processingStateMachine ? undefined : (props.processedBucket ?? createProcessedBucket()),
		deadLetters: createDeadLetterQueue(scope, encryptionKey),
	};
};

/** One item for each job, kept for good: the table outlives its stack. */
const createRecordsTable = (scope: Construct, encryptionKey: IKey | undefined): Table =>
	new Table(scope, 'ExportJobs', {
		partitionKey: { name: RECORD_KEY, type: AttributeType.STRING },
		billingMode: BillingMode.PAY_PER_REQUEST,
		encryption: encryptionKey ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
		encryptionKey,
		pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
		removalPolicy: RemovalPolicy.RETAIN,
	});

const createTopic = (scope: Construct, encryptionKey: IKey | undefined): Topic =>
	new Topic(scope, 'ExportOutcomes', {
		displayName: 'Exportwatch',
		enforceSSL: true,
		masterKey: encryptionKey ?? Alias.fromAliasName(scope, 'ExportOutcomesAwsManagedKey', 'alias/aws/sns'),
	});

/** Keeps messages as long as SQS can, so that a person has time to send them again. */
const createDeadLetterQueue = (scope: Construct, encryptionKey: IKey | undefined): Queue => {
	const queue = new Queue(scope, 'DeadLetters', {
		encryption: encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
		encryptionMasterKey: encryptionKey,
		enforceSSL: true,
		retentionPeriod: Duration.days(14),
	});
	acceptFinding(queue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of the rules and of RecordStoppedWatch.');
	return queue;
};
