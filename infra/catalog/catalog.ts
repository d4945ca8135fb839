import { RemovalPolicy } from 'aws-cdk-lib';
import {
	Database,
	DataFormat,
	type IDatabase,
	PartitionProjectionConfiguration,
	S3Table,
	S3TableStorage,
	Schema,
} from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DATASETS_FOLDER, type DatasetType, datasetFolder } from '#contracts/vocabulary.ts';
import { catalogColumns, PARTITION_KEYS } from './catalog-columns.ts';

export interface CatalogProps {
	/** Lower-case letters, digits and underscores. Default: `exportwatch`. */
	readonly databaseName?: string;
	/** For each dataset type that is to have a table: the Avro schema, as an object, that its Personalize schema was created with. */
	readonly schemas: Readonly<Partial<Record<DatasetType, object>>>;
}

/** A name is needed: CloudFormation would generate one with a hyphen, which Athena does not take. */
const DEFAULT_DATABASE_NAME = 'exportwatch';

/**
 * Tables over the datasets in the bucket, one for each dataset type. Athena finds a dataset by the WHERE clause of the
 * query (`injected` partition projection), so that a new one needs no registration; Athena refuses a query that does not
 * name its dataset.
 */
export class Catalog extends Construct {
	readonly database: IDatabase;
	readonly tables: Readonly<Partial<Record<DatasetType, S3Table>>>;

	constructor(scope: Construct, id: string, processedBucket: IBucket, { databaseName, schemas }: CatalogProps) {
		super(scope, id);
		this.database = new Database(this, 'Database', {
			databaseName: databaseName ?? DEFAULT_DATABASE_NAME,
			removalPolicy: RemovalPolicy.DESTROY, // the data stays in the bucket
		});
		this.tables = Object.fromEntries(
			Object.entries(schemas).map(([datasetType, avro]) => [
				datasetType,
				this.createTable(datasetType, avro, processedBucket),
			]),
		);
	}

	private createTable(datasetType: string, avro: object, bucket: IBucket): S3Table {
		return new S3Table(this, datasetType, {
			database: this.database,
			tableName: datasetType.toLowerCase(),
			description: `Exports of ${datasetType}; a query names one: WHERE dataset_group = '<name>' AND export = '<job name>'`,
			storage: S3TableStorage.fromBucket(bucket),
			s3Prefix: DATASETS_FOLDER,
			dataFormat: DataFormat.PARQUET,
			hasEncryptedData: false, // it would mean encryption by the client; that of S3 is not declared here
			columns: [...catalogColumns(avro)],
			partitionKeys: PARTITION_KEYS.map((name) => ({ name, type: Schema.STRING })),
			partitionProjection: Object.fromEntries(
				PARTITION_KEYS.map((name) => [name, PartitionProjectionConfiguration.injected()]),
			),
			parameters: {
				// Athena fills these placeholders, so Fn::Sub must not see them.
				'storage.location.template': `s3://${bucket.bucketName}/${DATASETS_FOLDER}${datasetFolder(`\${dataset_group}`, datasetType, `\${export}`)}`,
			},
		});
	}
}
