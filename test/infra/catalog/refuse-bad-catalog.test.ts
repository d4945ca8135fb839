import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import type { ExportWatchProps } from '../../../infra/props/export-watch-props.ts';
import { newApp } from '../../support/synthesised.ts';

/** An Avro schema of these fields, all text. */
const avro = (...names: readonly string[]) => ({
	type: 'record',
	name: 'Any',
	fields: names.map((name) => ({ name, type: 'string' })),
});

describe('refuseBadCatalog', () => {
	it.each<[string, ExportWatchProps, string]>([
		[
			'a database name that Athena does not take',
			{ catalog: { databaseName: 'Export-Watch', schemas: { ITEMS: avro('ITEM_ID') } } },
			'Here/Watch: catalog.databaseName must consist of lower-case letters, digits and underscores, not Export-Watch',
		],
		['a catalog without a table', { catalog: { schemas: {} } }, 'Here/Watch: catalog.schemas is empty'],
		[
			'a schema that cannot be read',
			{ catalog: { schemas: { ITEMS: { type: 'record', name: 'Items' } } } },
			'Here/Watch: catalog.schemas.ITEMS is not an Avro record with fields',
		],
		[
			'a field with the name of a partition key',
			{ catalog: { schemas: { ITEMS: avro('ITEM_ID'), USERS: avro('USER_ID', 'EXPORT') } } },
			'Here/Watch: catalog.schemas.USERS has a second column export: Athena ignores case',
		],
		[
			'fields that differ only in case',
			{ catalog: { schemas: { ITEMS: avro('ITEM_ID', 'Item_Id') } } },
			'Here/Watch: catalog.schemas.ITEMS has a second column item_id: Athena ignores case',
		],
	])('refuses %s', (_what, props, message) => {
		const create = () => new ExportWatch(new Stack(newApp(), 'Here'), 'Watch', props);
		expect(create).toThrow(expect.objectContaining({ name: 'ExportWatchRefused' }));
		expect(create).toThrow(message);
	});
});
