import { ConversionFailed } from './errors.ts';

/** A database in memory. No error of DuckDB's own leaves it, because its message may hold cells of the data. */
export interface Database {
	/** @throws ConversionFailed, with `subject` and the kind of DuckDB's error */
	readonly query: (subject: string, sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
	readonly close: () => void;
}

/** Loading DuckDB takes 0.1 s, so it is loaded with the first database, and not at the cold start. */
export const openDatabase = async (options: {
	readonly memoryMegabytes: number;
	readonly threads: number;
	/** For data that exceeds the memory. */
	readonly temporaryFolder: string;
}): Promise<Database> => {
	const { DuckDBInstance } = await import('@duckdb/node-api');
	const instance = await DuckDBInstance.create(':memory:', {
		memory_limit: `${options.memoryMegabytes}MB`,
		threads: String(options.threads),
		temp_directory: options.temporaryFolder,
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
	});
	const connection = await instance.connect();
	return {
		query: async (subject, sql) => {
			try {
				return (await connection.runAndReadAll(sql)).getRowObjectsJson();
			} catch (error) {
				throw new ConversionFailed(subject, kindOf(error));
			}
		},
		close: () => {
			connection.closeSync();
			instance.closeSync();
		},
	};
};

/** DuckDB's messages begin with the kind of the error: `Invalid Input Error: …`. */
const kindOf = (error: unknown): string =>
	/^([A-Z][\w ]{2,40} Error):/.exec(error instanceof Error ? error.message : '')?.[1] ?? 'an error of DuckDB';

export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The CSV that csv/ reads too: commas, and quotes that are doubled within a quoted cell. The first line is a `standInHeader`. */
export const CSV_DIALECT = `delim = ',', quote = '"', escape = '"', header = true`;

/**
 * The line that DuckDB takes for the header: numbers, which nobody can read in two ways. Without any such line, DuckDB would
 * take the beginning of the first row for a byte-order mark, if it looks like one.
 */
export const standInHeader = (columns: number, lineEnd: string): string =>
	`${Array.from({ length: columns }, (_, at) => at).join(',')}${lineEnd}`;
