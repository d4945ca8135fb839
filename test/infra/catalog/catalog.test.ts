import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import type { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import { newApp, readable, synthesise } from '../../support/synthesised.ts';

const INTERACTIONS = {
	type: 'record',
	name: 'Interactions',
	namespace: 'com.amazonaws.personalize.schema',
	fields: [
		{ name: 'USER_ID', type: 'string' },
		{ name: 'TIMESTAMP', type: 'long' },
		{ name: 'EVENT_VALUE', type: ['null', 'float'] },
		{ name: 'RECOMMENDATION_ID', type: ['float', 'null'] },
		{ name: 'RANK', type: 'int' },
		{ name: 'SCORE', type: 'double' },
		{ name: 'IS_PAID', type: ['null', 'boolean'] },
		{ name: 'ANYTHING', type: ['int', 'string'] },
	],
	version: '1.0',
};
const USERS = { type: 'record', name: 'Users', fields: [{ name: 'USER_ID', type: 'string' }] };

const { ofType } = synthesise({ catalog: { schemas: { INTERACTIONS, USERS } } });
const tables = new Map(
	ofType('AWS::Glue::Table').map(([, { Properties }]) => [Properties.TableInput.Name, Properties.TableInput]),
);
const columnsOf = (columns: readonly { readonly Name: string; readonly Type: string }[]) =>
	columns.map(({ Name, Type }) => `${Name} ${Type}`);

describe('the catalog', () => {
	it('is not there unless asked for', () => {
		const plain = synthesise();
		expect(plain.ofType('AWS::Glue::Database')).toEqual([]);
		expect(plain.stack.exportWatch.catalog).toBeUndefined();
	});

	it('has a table for each dataset type whose schema is given, and no other', () => {
		expect([...tables.keys()].sort()).toEqual(['interactions', 'users']);
		const { catalog } = synthesise({ catalog: { schemas: { USERS } } }).stack.exportWatch;
		expect(Object.keys(catalog?.tables ?? {})).toEqual(['USERS']);
	});

	it('stands in a database with a name that Athena takes, and is deleted with the stack; the data stays', () => {
		const [[, database] = []] = ofType('AWS::Glue::Database');
		expect(database).toMatchObject({
			Properties: { DatabaseInput: { Name: 'exportwatch' } },
			DeletionPolicy: 'Delete',
		});
		const named = synthesise({ catalog: { databaseName: 'recommendations', schemas: { USERS } } });
		const [[, other] = []] = named.ofType('AWS::Glue::Database');
		expect(other?.Properties.DatabaseInput.Name).toBe('recommendations');
	});

	it('has the columns of the schema in lower case, in its order, with Glue’s types; a union of types is text', () => {
		expect(columnsOf(tables.get('interactions').StorageDescriptor.Columns)).toEqual([
			'user_id string',
			'timestamp bigint',
			'event_value float',
			'recommendation_id float',
			'rank int',
			'score double',
			'is_paid boolean',
			'anything string',
		]);
	});

	it('is of Parquet files outside Glue', () => {
		for (const { TableType, Parameters, StorageDescriptor } of tables.values()) {
			expect(TableType).toBe('EXTERNAL_TABLE');
			expect(Parameters.classification).toBe('parquet');
			expect(StorageDescriptor.SerdeInfo.SerializationLibrary).toMatch(/\.ParquetHiveSerDe$/);
			expect(readable(StorageDescriptor.Location)).toBe('s3://<Processed>/datasets/');
		}
	});

	it('takes the dataset from the query alone: no dataset is registered, and none is read unless named', () => {
		for (const { PartitionKeys, Parameters } of tables.values()) {
			expect(columnsOf(PartitionKeys)).toEqual(['dataset_group string', 'export string']);
			expect(Parameters).toMatchObject({
				'projection.enabled': 'true',
				'projection.dataset_group.type': 'injected',
				'projection.export.type': 'injected',
			});
		}
		expect(ofType('AWS::Glue::Partition')).toEqual([]);
	});

	it('leaves the placeholders of the location to Athena', () => {
		const template = tables.get('users').Parameters['storage.location.template'];
		expect(JSON.stringify(template)).not.toContain('Fn::Sub');
		expect(readable(template)).toBe(`s3://<Processed>/datasets/\${dataset_group}/USERS/export=\${export}/`);
	});

	it('adds nothing to the policies of the workflows', () => {
		const policiesOf = (of: typeof ofType) => of('AWS::IAM::Policy').map(([id, { Properties }]) => [id, Properties]);
		expect(policiesOf(ofType)).toEqual(policiesOf(synthesise().ofType));
	});

	it('describes the bucket that the team brings', () => {
		const stack = new Stack(newApp(), 'Team');
		const processedBucket = Bucket.fromBucketName(stack, 'Lake', 'our-lake');
		new ExportWatch(stack, 'Watch', { processedBucket, catalog: { schemas: { USERS } } });
		const [[, table] = []] = synthesise({}, stack as ExportwatchStack).ofType('AWS::Glue::Table');
		expect(table?.Properties.TableInput.Parameters['storage.location.template']).toBe(
			`s3://our-lake/datasets/\${dataset_group}/USERS/export=\${export}/`,
		);
	});
});
