import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type ColumnType, columnType, type SourceFile } from '#contracts/dataset-run.ts';
import type { Head } from '../csv/read-head.ts';
import { CSV_DIALECT, type Database, openDatabase, sqlText } from '../duckdb.ts';
import type { SampledTypes } from './choose-columns.ts';

const SAMPLES = 8;

/** Runs DuckDB's sniffer over the heads of a few files, spread over all. */
export const sniffTypes = async (
	files: readonly SourceFile[],
	readHead: (file: SourceFile) => Promise<Head>,
): Promise<SampledTypes> => {
	const samples = files.filter((_, at) => at % Math.ceil(files.length / SAMPLES) === 0);
	const database = await openDatabase({ memoryMegabytes: 256, threads: 1, temporaryFolder: tmpdir() });
	const types = new Map<string, ColumnType>();
	try {
		for (const file of samples) {
			const { header, lines } = await readHead(file);
			const sniffed = await sniff(database, file.key, lines);
			for (const [at, name] of header.entries()) {
				const type = sniffed[at];
				if (type) types.set(name, widen(types.get(name), isIdentifier(name) ? 'VARCHAR' : type));
			}
		}
		return types;
	} finally {
		database.close();
	}
};

/** An identifier is text, even if it looks like a number: `007` is not 7. */
const isIdentifier = (name: string): boolean => /(?:^|_)id$/i.test(name);

/** The type that holds the values of both: whole and other numbers are DOUBLE, all else that differs is text. */
const widen = (one: ColumnType | undefined, other: ColumnType): ColumnType => {
	if (one === undefined || one === other) return other;
	const areNumbers = [one, other].every((type) => type === 'BIGINT' || type === 'DOUBLE');
	return areNumbers ? 'DOUBLE' : 'VARCHAR';
};

const sniff = async (database: Database, key: string, lines: Buffer): Promise<ColumnType[]> => {
	const text = lines.toString();
	const isHeaderOnly = text.trim().split('\n').length < 2;
	if (isHeaderOnly) return [];
	const path = join(tmpdir(), `sample-${randomUUID()}.csv`);
	try {
		await writeFile(path, text);
		const [row] = await database.query(
			key,
			`SELECT [c.type FOR c IN Columns] AS types FROM sniff_csv(${sqlText(path)}, ${CSV_DIALECT}, ignore_errors = true,
				auto_type_candidates = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'VARCHAR'])`,
		);
		return z.array(z.catch(columnType, 'VARCHAR')).parse(row?.types);
	} catch {
		return [];
	} finally {
		await rm(path, { force: true });
	}
};
