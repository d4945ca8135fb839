import { ConversionFailed } from './errors.ts';

/** One database in memory that answers with plain rows. Its own errors may hold cells of the data: none leaves it. */
export interface Database {
	/** @throws ConversionFailed, naming only what was done and the kind of DuckDB's error */
	readonly query: (what: string, sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
	readonly close: () => void;
}

/** DuckDB is loaded with the first database, 0.1 s: a batch is then under way, and a plan by the schema needs none. */
export const openDatabase = async (options: {
	readonly memoryMegabytes: number;
	readonly threads: number;
	/** Where it puts what does not fit the memory. */
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
		query: async (what, sql) => {
			try {
				return (await connection.runAndReadAll(sql)).getRowObjectsJson();
			} catch (error) {
				throw new ConversionFailed(what, kindOf(error));
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
