import type { DatasetSchema } from '#contracts/avro-columns.ts';
import type { Column, ColumnType, SourceFile } from '#contracts/dataset-run.ts';
import { ColumnsUnknown, ForeignFile, HeaderInvalid, RequiredColumnMissing, TooManyColumns } from '../errors.ts';

/** DuckDB's memory grows with the columns, and the profile queries each by itself. */
const MAX_COLUMNS = 1_000;

/** The types of columns, by the cells of some of the files. */
export type SampledTypes = ReadonlyMap<string, ColumnType>;

/**
 * The columns of the dataset: one list for all parts, however the headers of the files differ. The columns of the schema
 * come first, in its order; all others of any header follow as text, so that no cell is dropped. Without a schema all
 * columns are the headers', with types by their cells.
 *
 * @throws ForeignFile, RequiredColumnMissing, HeaderInvalid, ColumnsUnknown, TooManyColumns
 */
export const chooseColumns = async (
	files: readonly SourceFile[],
	schema: DatasetSchema,
	sniffTypes: (files: readonly SourceFile[]) => Promise<SampledTypes>,
): Promise<readonly Column[]> => {
	const withHeader = files.filter(({ header }) => header.length > 0);
	refuseOtherSpellings(withHeader, schema);
	refuseForeignFiles(withHeader, schema);

	const schemaNames = new Set(schema.columns.map(({ name }) => name));
	const others = [...new Set(withHeader.flatMap(({ header }) => header))].filter((name) => !schemaNames.has(name));
	const count = schema.columns.length + others.length;
	if (count > MAX_COLUMNS) throw new TooManyColumns(count, MAX_COLUMNS);
	if (schema.columns.length > 0) {
		return [
			...schema.columns,
			...others.map((name) => ({ ...OPTIONAL, name, type: 'VARCHAR', from: 'HEADER' }) as const),
		];
	}
	if (others.length === 0) throw new ColumnsUnknown(schema.unread ?? 'there is none');
	const types = await sniffTypes(withHeader);
	return others.map((name) => ({ ...OPTIONAL, name, type: types.get(name) ?? 'VARCHAR', from: 'SNIFFER' }) as const);
};

const OPTIONAL = { required: false };

const refuseForeignFiles = (files: readonly SourceFile[], { columns }: DatasetSchema): void => {
	const known = columns.length > 0 ? columns.map(({ name }) => name) : (files[0]?.header ?? []);
	for (const { key, header } of files) {
		if (!header.some((name) => known.includes(name))) throw new ForeignFile(key, header.length, known.length);
		const missing = columns.filter(({ name, required }) => required && !header.includes(name));
		if (missing.length > 0) {
			throw new RequiredColumnMissing(
				key,
				missing.map(({ name }) => name),
			);
		}
	}
};

/** DuckDB and Athena do not distinguish `Price` from `PRICE`. */
const refuseOtherSpellings = (files: readonly SourceFile[], { columns }: DatasetSchema): void => {
	const names = new Map<string, string>(columns.map(({ name }) => [name.toLowerCase(), name]));
	for (const { key, header } of files) {
		for (const name of header) {
			const known = names.get(name.toLowerCase()) ?? name;
			if (known !== name)
				throw new HeaderInvalid(key, "a column differs from the schema's or another file's in capital letters only");
			names.set(name.toLowerCase(), name);
		}
	}
};
