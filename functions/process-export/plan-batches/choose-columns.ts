import type { DatasetSchema } from '#contracts/avro-columns.ts';
import type { Column, ColumnType, SourceFile } from '#contracts/dataset-run.ts';
import { ColumnsUnknown, ForeignFile, HeaderInvalid, RequiredColumnMissing } from '../errors.ts';

/** What the sniffer says of the columns in some of the files. */
export type SampledTypes = ReadonlyMap<string, ColumnType>;

/**
 * The columns of the dataset, one set for all its parts, however their headers differ: the schema's in its order, then
 * what headers have beside, as text, so that nothing is left out. Without a schema all are the headers', by the sniffer.
 *
 * @throws ForeignFile, RequiredColumnMissing, HeaderInvalid, ColumnsUnknown
 */
export const chooseColumns = async (
	files: readonly SourceFile[],
	schema: DatasetSchema,
	sniffTypes: (files: readonly SourceFile[]) => Promise<SampledTypes>,
): Promise<readonly Column[]> => {
	const withHeader = files.filter(({ header }) => header.length > 0);
	const known = schema.columns.length > 0 ? schema.columns.map(({ name }) => name) : (withHeader[0]?.header ?? []);
	for (const { key, header } of withHeader) {
		if (!header.some((name) => known.includes(name))) throw new ForeignFile(key);
		const missing = schema.columns.filter(({ name, required }) => required && !header.includes(name));
		const fields = missing.map(({ name }) => name);
		if (fields.length > 0) throw new RequiredColumnMissing(key, fields);
	}

	const names = new Map<string, string>(schema.columns.map(({ name }) => [name.toLowerCase(), name]));
	for (const { key, header } of withHeader) {
		for (const name of header) {
			const written = names.get(name.toLowerCase()) ?? name;
			// DuckDB and Athena do not tell them apart.
			if (written !== name) throw new HeaderInvalid(key, 'a column is written in other letters than elsewhere');
			names.set(name.toLowerCase(), name);
		}
	}

	const schemaNames = new Set(schema.columns.map(({ name }) => name));
	const beside = [...new Set(withHeader.flatMap(({ header }) => header))].filter((name) => !schemaNames.has(name));
	if (schema.columns.length > 0) {
		return [
			...schema.columns,
			...beside.map((name) => ({ ...optional, name, type: 'VARCHAR', from: 'HEADER' }) as const),
		];
	}
	if (beside.length === 0) throw new ColumnsUnknown(schema.unread ?? 'there is none');
	const types = await sniffTypes(withHeader);
	return beside.map((name) => ({ ...optional, name, type: types.get(name) ?? 'VARCHAR', from: 'SNIFFER' }) as const);
};

const optional = { required: false };

/** Widens over the samples: whole numbers and others are numbers, all else that differs is text. */
export const widen = (one: ColumnType | undefined, other: ColumnType): ColumnType => {
	if (one === undefined || one === other) return other;
	const areNumbers = [one, other].every((type) => type === 'BIGINT' || type === 'DOUBLE');
	return areNumbers ? 'DOUBLE' : 'VARCHAR';
};
