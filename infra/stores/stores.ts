import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
	AttributeType,
	BillingMode,
	type ITable,
	ProjectionType,
	Table,
	TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DATASETS_FOLDER, RECORD_KEY, RECORDS_BY_OUTCOME, STAGING_FOLDER } from '#contracts/vocabulary.ts';
import { acceptFinding } from '../access/accept-finding.ts';
import { admitPersonalize, admitPersonalizeToKey, ExportRole } from '../access/export-role.ts';
import type { ExportWatchProps, Retention } from '../props/export-watch-props.ts';
import { PrivateBucket } from './private-bucket.ts';

type StoresProps = Pick<
	ExportWatchProps,
	| 'encryptionKey'
	| 'recordsTable'
	| 'topic'
	| 'manifestBucket'
	| 'exportBuckets'
	| 'exportRoles'
	| 'exportKeys'
	| 'processedBucket'
	| 'processingStateMachine'
	| 'retention'
>;

/** Exports hold personal data: a month is enough to process them, and to export again what was forgotten. */
const EXPORTS_RETENTION = Duration.days(30);
const ACCESS_LOGS_RETENTION = Duration.days(90);

/** The table, topic, buckets, roles and queue: given, or created here. */
export class Stores extends Construct {
	readonly recordsTable: ITable;
	readonly topic: ITopic;
	/** The customer key that encrypts the topic; publishers need no permission for a key of AWS. */
	readonly topicKey: IKey | undefined;
	/** Takes the list of the files of each export. */
	readonly manifestBucket: IBucket;
	readonly exportBuckets: readonly IBucket[];
	/** The keys that may encrypt exports: those of the buckets, and what else was given. */
	readonly exportKeys: readonly IKey[];
	/** The service roles with which Personalize writes exports. */
	readonly exportRoles: readonly IRole[];
	/** Takes the datasets of ProcessExport; none where a team brings its own processing. */
	readonly processedBucket: IBucket | undefined;
	/** Takes events that could not be delivered. */
	readonly deadLetters: IQueue;
	private readonly encryptionKey: IKey | undefined;
	private readonly accessLogsRetention: Retention;
	private accessLogs: PrivateBucket | undefined;

	constructor(scope: Construct, id: string, props: StoresProps) {
		super(scope, id);
		const { encryptionKey, retention = {} } = props;
		const { exports: exportsRetention = EXPORTS_RETENTION, datasets: datasetsRetention = 'forever' } = retention;
		this.encryptionKey = encryptionKey;
		this.accessLogsRetention = retention.accessLogs ?? ACCESS_LOGS_RETENTION;

		this.recordsTable = props.recordsTable ?? this.createRecordsTable();
		this.topic = props.topic ?? this.createTopic();
		this.topicKey = props.topic ? props.topic.masterKey : encryptionKey;
		this.manifestBucket = props.manifestBucket ?? this.createBucket('Manifests', exportsRetention);
		this.exportBuckets = props.exportBuckets ?? [this.createExportsBucket(exportsRetention)];
		for (const key of props.exportKeys ?? []) admitPersonalizeToKey(key);
		const bucketKeys = this.exportBuckets.flatMap(({ encryptionKey: key }) => (key ? [key] : []));
		this.exportKeys = [...new Set([...bucketKeys, ...(props.exportKeys ?? [])])];
		this.exportRoles = props.exportRoles ?? [new ExportRole(this, 'ExportRole', this.exportBuckets, this.exportKeys)];
		if (!props.processingStateMachine) {
			const leftovers = `${DATASETS_FOLDER}${STAGING_FOLDER}`;
			this.processedBucket = props.processedBucket ?? this.createBucket('Processed', datasetsRetention, leftovers);
		}
		this.deadLetters = this.createDeadLetterQueue();
	}

	/** One item for each job, kept for good: the table outlives its stack. */
	private createRecordsTable(): Table {
		const table = new Table(this, 'ExportJobs', {
			partitionKey: { name: RECORD_KEY, type: AttributeType.STRING },
			billingMode: BillingMode.PAY_PER_REQUEST,
			encryption: this.encryptionKey ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
			encryptionKey: this.encryptionKey,
			pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
			removalPolicy: RemovalPolicy.RETAIN,
		});
		table.addGlobalSecondaryIndex({
			indexName: RECORDS_BY_OUTCOME.name,
			partitionKey: { name: RECORDS_BY_OUTCOME.partitionKey, type: AttributeType.STRING },
			sortKey: { name: RECORDS_BY_OUTCOME.sortKey, type: AttributeType.STRING },
			projectionType: ProjectionType.INCLUDE,
			nonKeyAttributes: [...RECORDS_BY_OUTCOME.attributes],
		});
		return table;
	}

	private createTopic(): Topic {
		return new Topic(this, 'ExportOutcomes', {
			displayName: 'Exportwatch',
			enforceSSL: true,
			masterKey: this.encryptionKey ?? Alias.fromAliasName(this, 'ExportOutcomesAwsManagedKey', 'alias/aws/sns'),
		});
	}

	private createExportsBucket(retention: Retention): PrivateBucket {
		const bucket = this.createBucket('Exports', retention);
		admitPersonalize(bucket);
		return bucket;
	}

	private createBucket(id: string, retention: Retention, leftovers?: string): PrivateBucket {
		this.accessLogs ??= new PrivateBucket(this, 'AccessLogs', {
			encryptionKey: undefined, // S3 can write access logs with its own key only
			retention: this.accessLogsRetention,
		});
		const { encryptionKey, accessLogs } = this;
		return new PrivateBucket(this, id, { encryptionKey, retention, accessLogs, ...(leftovers && { leftovers }) });
	}

	/** Keeps messages as long as SQS can, so that a person has time to send them again. */
	private createDeadLetterQueue(): Queue {
		const queue = new Queue(this, 'DeadLetters', {
			encryption: this.encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
			encryptionMasterKey: this.encryptionKey,
			enforceSSL: true,
			retentionPeriod: Duration.days(14),
		});
		acceptFinding(queue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of the rules and of RecordStoppedWatch.');
		return queue;
	}
}
