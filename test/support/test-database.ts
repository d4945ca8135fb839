import { tmpdir } from 'node:os';
import { type Database, openDatabase } from '#functions/process-export/duckdb.ts';

export const openTestDatabase = (): Promise<Database> =>
	openDatabase({ memoryMegabytes: 256, threads: 1, temporaryFolder: tmpdir() });
