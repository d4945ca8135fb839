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
import { DATASETS } from '../process-export.ts';
import type { CatalogProps, DatasetType } from '../props/export-watch-props.ts';
import { catalogColumns, PARTITION_KEYS } from './catalog-columns.ts';

/** A name is needed: the one that CloudFormation makes up has a hyphen in it, which Athena does not take. */
const DEFAULT_DATABASE_NAME = 'exportwatch';

/**
 * Tables over the datasets in the bucket, one to a dataset type. Athena works out from a query's own WHERE clause where
 * the dataset lies (`injected` partition projection), so a new one needs no registration, and a query that does not say
 * which one it means is refused.
 */
export class Catalog extends Construct {
	readonly database: IDatabase;
	readonly tables: Readonly<Partial<Record<DatasetType, S3Table>>>;

	constructor(scope: Construct, id: string, processedBucket: IBucket, { databaseName, schemas }: CatalogProps) {
		super(scope, id);
		this.database = new Database(this, 'Database', {
			databaseName: databaseName ?? DEFAULT_DATABASE_NAME,
			removalPolicy: RemovalPolicy.DESTROY, // the data it describes lies in the bucket, and stays
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
			description: `Exports of ${datasetType}; a query says which: WHERE dataset_group = '<name>' AND export = '<job name>'`,
			storage: S3TableStorage.fromBucket(bucket),
			s3Prefix: DATASETS,
			dataFormat: DataFormat.PARQUET,
			hasEncryptedData: false, // by the client, that would mean; S3's own encryption needs no word here
			columns: [...catalogColumns(avro)],
			partitionKeys: PARTITION_KEYS.map((name) => ({ name, type: Schema.STRING })),
			partitionProjection: Object.fromEntries(
				PARTITION_KEYS.map((name) => [name, PartitionProjectionConfiguration.injected()]),
			),
			parameters: {
				// The placeholders are for Athena to fill: they stand in the template as they are, and Fn::Sub must not see them.
				'storage.location.template': `s3://${bucket.bucketName}/${DATASETS}\${dataset_group}/${datasetType}/export=\${export}/`,
			},
		});
	}
}
