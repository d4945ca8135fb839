import * as z from 'zod/mini';
import type { Column, ColumnType } from './dataset-run.ts';

/** The dataset's schema as columns; none, with the reason in `unread`, if it cannot be read. */
export interface DatasetSchema {
	readonly columns: readonly Column[];
	readonly schemaArn?: string | undefined;
	readonly avro?: unknown;
	readonly unread?: string | undefined;
}

const avroSchema = z.object({
	fields: z
		.array(z.object({ name: z.string(), type: z.union([z.string(), z.array(z.string())]) }))
		.check(z.minLength(1)),
});

const columnTypes: Readonly<Record<string, ColumnType>> = {
	string: 'VARCHAR',
	int: 'INTEGER',
	long: 'BIGINT',
	float: 'FLOAT',
	double: 'DOUBLE',
	boolean: 'BOOLEAN',
};

/** Reads an Avro schema of Personalize: a flat record, in which a union with `null` makes a field optional. */
export const schemaOf = (schemaArn: string, text: string): DatasetSchema => {
	try {
		const avro: unknown = JSON.parse(text);
		const columns = avroSchema.parse(avro).fields.map(({ name, type }): Column => {
			const types = [type].flat();
			const named = types.filter((one) => one !== 'null');
			// A field of several types, or of an unknown one, is text.
			const columnType = named.length === 1 ? columnTypes[named[0] as string] : undefined;
			return { name, type: columnType ?? 'VARCHAR', required: !types.includes('null'), from: 'SCHEMA' };
		});
		return { columns, schemaArn, avro };
	} catch {
		return { columns: [], schemaArn, unread: 'it is not an Avro record with fields' };
	}
};
