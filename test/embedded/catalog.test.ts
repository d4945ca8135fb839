import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	CreateDatasetCommand,
	CreateDatasetGroupCommand,
	CreateSchemaCommand,
	DescribeDatasetCommand,
	DescribeSchemaCommand,
} from '@aws-sdk/client-personalize';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetType } from '#contracts/vocabulary.ts';
import { sqlText } from '#functions/process-export/duckdb.ts';
import { ExportWatch } from '../../infra/export-watch.ts';
import type { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { useEmbeddedAws } from '../support/embedded.ts';
import { processExport, processedFolder, type StoredExport, storeExport } from '../support/processing.ts';
import { newApp, type Resource, synthesise } from '../support/synthesised.ts';
import { openTestDatabase } from '../support/test-database.ts';

const aws = useEmbeddedAws();

/** A dataset of a group of its own with a field of every type, one of them optional, one of several types. */
const fields = [
	{ name: 'ITEM_ID', type: 'string' },
	{ name: 'PAGES', type: 'int' },
	{ name: 'CREATION_TIMESTAMP', type: 'long' },
	{ name: 'PRICE', type: 'float' },
	{ name: 'RATING', type: ['null', 'double'] },
	{ name: 'IN_STOCK', type: 'boolean' },
	{ name: 'SHELF', type: ['int', 'string'] },
];
const createEveryType = async (): Promise<void> => {
	const { personalize } = aws.clients();
	const schema = JSON.stringify({ type: 'record', name: 'Items', fields });
	const { schemaArn } = await personalize.send(new CreateSchemaCommand({ name: 'every-type', schema }));
	const { datasetGroupArn } = await personalize.send(new CreateDatasetGroupCommand({ name: 'every-type' }));
	await personalize.send(
		new CreateDatasetCommand({ name: 'every-type', datasetGroupArn, schemaArn, datasetType: 'Items' }),
	);
};

/** How a column of Glue's type has to lie in a Parquet file for Athena to read it. */
const parquetTypes: Readonly<Record<string, string>> = {
	string: 'BYTE_ARRAY UTF8',
	int: 'INT32 INT_32',
	bigint: 'INT64 INT_64',
	float: 'FLOAT',
	double: 'DOUBLE',
	boolean: 'BOOLEAN',
};

const cases: readonly [datasetType: DatasetType, datasetGroup: string, header: string, row: string][] = [
	['INTERACTIONS', 'demo', 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE', 'u,i,1700000000,Click,'],
	['USERS', 'demo', 'USER_ID,AGE_GROUP,MEMBERSHIP', 'u,adult,gold'],
	['ITEMS', 'every-type', 'SHELF,ITEM_ID,PAGES,CREATION_TIMESTAMP,PRICE,IN_STOCK', '007,i,12,1700000000,1.5,true'],
];

/** The schema as DescribeSchema returns it, parsed: what a team gives the construct. */
const avroOf = async (datasetType: DatasetType, datasetGroup: string): Promise<object> => {
	const { personalize } = aws.clients();
	const datasetArn = `arn:aws:personalize:us-east-1:000000000000:dataset/${datasetGroup}/${datasetType}`;
	const { dataset } = await personalize.send(new DescribeDatasetCommand({ datasetArn }));
	const { schema } = await personalize.send(new DescribeSchemaCommand({ schemaArn: dataset?.schemaArn }));
	return JSON.parse(schema?.schema ?? '');
};

/** The construct's tables over the bucket of the embedded AWS. */
const tables = new Map<string, Resource['Properties']>();
beforeAll(async () => {
	await createEveryType();
	const stack = new Stack(newApp(), 'Team');
	const schemas: Partial<Record<DatasetType, object>> = {};
	for (const [datasetType, datasetGroup] of cases) schemas[datasetType] = await avroOf(datasetType, datasetGroup);
	const processedBucket = Bucket.fromBucketName(stack, 'Processed', 'processed');
	new ExportWatch(stack, 'Watch', { processedBucket, catalog: { schemas } });
	for (const [, { Properties }] of synthesise({}, stack as ExportwatchStack).ofType('AWS::Glue::Table')) {
		tables.set(Properties.TableInput.Name, Properties.TableInput);
	}
});

/** The columns of a Parquet file. */
const readColumns = async ({ prefix }: StoredExport, part: string) => {
	const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
	const database = await openTestDatabase();
	try {
		const path = join(folder, part);
		writeFileSync(path, await processedFolder(aws.clients().s3, prefix).read(part));
		const leaves = `SELECT name, concat_ws(' ', type, converted_type) AS type FROM parquet_schema(${sqlText(path)}) WHERE num_children IS NULL`;
		return (await database.query('a test', leaves)).map(({ name, type }) => `${name} ${type}`);
	} finally {
		database.close();
		rmSync(folder, { recursive: true });
	}
};

describe('a table made of a schema, and a dataset processed by the same schema', () => {
	it.each(cases)('of %s in the group %s agree', async (datasetType, datasetGroup, header, row) => {
		const csv = `${header}\n${`${row}\n`.repeat(2_000)}`;
		// one row that does not fit, so that there are rejects too
		const stored = await storeExport(aws, { 'a.csv': `${csv}too few\n`, 'b.csv': csv }, { datasetType, datasetGroup });
		const { dataset, folder, cause } = await processExport(aws, stored);
		expect(cause).toBeUndefined();
		const { StorageDescriptor, Parameters } = tables.get(datasetType.toLowerCase()) ?? {};

		const location = Parameters['storage.location.template']
			.replace(`\${dataset_group}`, datasetGroup)
			.replace(`\${export}`, stored.input.jobName);
		expect(location).toBe(dataset.location);
		const names = await folder.names();
		const { files, rejects } = await folder.manifest();
		expect(names).toEqual(expect.arrayContaining(rejects));
		// Athena ignores a file if any part of its path begins with an underscore or a dot.
		const seen = names.filter((name) => !name.split('/').some((part) => /^[_.]/.test(part)));
		expect(seen).toEqual(files.map(({ part }) => part));

		for (const part of seen) {
			expect((await readColumns(stored, part)).map((column) => column.toLowerCase())).toEqual(
				StorageDescriptor.Columns.map(({ Name, Type }: Readonly<Record<'Name' | 'Type', string>>) =>
					`${Name} ${parquetTypes[Type]}`.toLowerCase(),
				),
			);
		}
	});
});
