import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '#contracts/dataset-run.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { openDatabase } from '../duckdb.ts';
import { RowsLost } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { partName } from '../staging.ts';
import type { GatheredFile } from './gather-files.ts';
import { makeProfile, mergeParts, type Profile } from './make-profile.ts';

interface Dependencies {
	readonly download: (part: string, path: string) => Promise<void>;
	readonly memoryMegabytes: number;
	readonly threads: number;
	readonly withValues: boolean;
}

const DOWNLOADS_AT_ONCE = 32;
/** DuckDB needs 50 kB for each file that a query names, so more parts than this are merged first. */
const MAX_QUERIED_PARTS = 1_000;
/** Half of the function's disk; DuckDB may need the other half. */
const MAX_PROFILED_BYTES = 4 * 1024 ** 3;

/** The profile opens every part for every column: at most so many times, if there are many columns, to end in some minutes. */
const MAX_COLUMNS_OF_PARTS = 60_000;
const MANY_COLUMNS = 64;

/**
 * Reads the parts back and profiles them: all, or as many as fit the disk and the time.
 *
 * @throws RowsLost if they hold other rows than were written
 */
export const profileParts = async (
	columns: readonly Column[],
	files: readonly GatheredFile[],
	{ download, memoryMegabytes, threads, withValues }: Dependencies,
): Promise<Profile> => {
	const folder = await mkdtemp(join(tmpdir(), 'profile-'));
	const database = await openDatabase({ memoryMegabytes, threads, temporaryFolder: folder });
	try {
		const profiled = sampleOf(files, columns.length);
		const paths: string[] = [];
		for (let from = 0; from < profiled.length; from += MAX_QUERIED_PARTS) {
			const parts = profiled.slice(from, from + MAX_QUERIED_PARTS);
			const downloaded = await mapConcurrently(parts, DOWNLOADS_AT_ONCE, async ({ source: { index } }) => {
				const path = join(folder, `${index}.parquet`);
				await download(partName(index), path);
				return path;
			});
			if (profiled.length <= MAX_QUERIED_PARTS) paths.push(...downloaded);
			else paths.push(await mergeParts(database, downloaded, join(folder, `merged-${from}`)));
		}
		const written = sumOf(profiled, ({ rowsOut }) => rowsOut);
		const ofRows = sumOf(files, ({ rowsOut }) => rowsOut);
		const profile = await makeProfile(database, paths, columns, { ofRows, withValues });
		if (profile.rows !== written) throw new RowsLost('the parts', `${written} rows in S3`, `${profile.rows}`);
		return profile;
	} finally {
		database.close();
		await rm(folder, { recursive: true, force: true });
	}
};

/** All files, or every n-th, so that they fit. */
const sampleOf = (files: readonly GatheredFile[], columns: number): readonly GatheredFile[] => {
	const bytes = sumOf(files, (file) => file.bytes);
	const openings = columns > MANY_COLUMNS ? files.length * columns : 0;
	const every = Math.ceil(Math.max(bytes / MAX_PROFILED_BYTES, openings / MAX_COLUMNS_OF_PARTS));
	return every <= 1 ? files : files.filter((_, at) => at % every === 0);
};
