import * as z from 'zod/mini';
import type { Column, ColumnType } from './dataset-run.ts';

/** The dataset's own schema, as columns; or why it cannot be read. */
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

/** Columns of an Avro record as Personalize has them: flat, and `null` in a union for what may be left out. */
export const schemaOf = (schemaArn: string, text: string): DatasetSchema => {
	try {
		const avro: unknown = JSON.parse(text);
		const columns = avroSchema.parse(avro).fields.map(({ name, type }): Column => {
			const types = [type].flat();
			const named = types.filter((one) => one !== 'null');
			// What may be of several types, or of one that is not known here, is text.
			const columnType = named.length === 1 ? columnTypes[named[0] as string] : undefined;
			return { name, type: columnType ?? 'VARCHAR', required: !types.includes('null'), from: 'SCHEMA' };
		});
		return { columns, schemaArn, avro };
	} catch {
		return { columns: [], schemaArn, unread: 'it is no Avro record with fields' };
	}
};
