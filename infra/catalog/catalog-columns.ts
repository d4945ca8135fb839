import { type Column, Schema, type Type } from 'aws-cdk-lib/aws-glue';
import { type DatasetSchema, schemaOf } from '#contracts/avro-columns.ts';

/** The folders of the layout, as columns by which a query says which dataset it means. */
export const PARTITION_KEYS: readonly string[] = ['dataset_group', 'export'];

/** What ProcessExport writes, in Glue's words. */
const glueTypes: Readonly<Record<DatasetSchema['columns'][number]['type'], Type>> = {
	VARCHAR: Schema.STRING,
	INTEGER: Schema.INTEGER,
	BIGINT: Schema.BIG_INT,
	FLOAT: Schema.FLOAT,
	DOUBLE: Schema.DOUBLE,
	BOOLEAN: Schema.BOOLEAN,
};

/**
 * The columns that ProcessExport makes of an Avro schema, read by its own function; none if the schema cannot be read.
 * Glue knows lower case only; Athena finds the columns in the files by name whatever their case.
 */
export const catalogColumns = (avro: object): readonly Column[] =>
	schemaOf('', JSON.stringify(avro)).columns.map(({ name, type }) => ({
		name: name.toLowerCase(),
		type: glueTypes[type],
	}));
