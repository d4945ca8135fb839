import { type Column, Schema, type Type } from 'aws-cdk-lib/aws-glue';
import { schemaOf } from '#contracts/avro-columns.ts';
import type { ColumnType } from '#contracts/dataset-run.ts';

/** The columns by which a query names its dataset; `datasetFolder` has a folder for each. */
export const PARTITION_KEYS: readonly string[] = ['dataset_group', 'export'];

/** The Glue types of the columns that ProcessExport writes. */
const glueTypes: Readonly<Record<ColumnType, Type>> = {
	VARCHAR: Schema.STRING,
	INTEGER: Schema.INTEGER,
	BIGINT: Schema.BIG_INT,
	FLOAT: Schema.FLOAT,
	DOUBLE: Schema.DOUBLE,
	BOOLEAN: Schema.BOOLEAN,
};

/**
 * The columns that ProcessExport makes of an Avro schema, read by its own function; none if the schema cannot be read.
 * Glue takes lower case only; Athena finds the columns in the files whatever their case.
 */
export const catalogColumns = (avro: object): readonly Column[] =>
	schemaOf('', JSON.stringify(avro)).columns.map(({ name, type }) => ({
		name: name.toLowerCase(),
		type: glueTypes[type],
	}));
