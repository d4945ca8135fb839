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
	readonly withValues: boolean;
}

const DOWNLOADS_AT_ONCE = 32;
/** DuckDB needs 50 kB for each file that a query names, so more parts than this are merged first. */
const MAX_QUERIED_PARTS = 1_000;
/** Half of the function's disk; DuckDB may need the other half. */
const MAX_PROFILED_BYTES = 4 * 1024 ** 3;

/**
 * Reads the parts back and profiles them: all, or as many as fit the disk.
 *
 * @throws RowsLost if they hold other rows than were written
 */
export const profileParts = async (
	columns: readonly Column[],
	files: readonly GatheredFile[],
	{ download, memoryMegabytes, withValues }: Dependencies,
): Promise<Profile> => {
	const folder = await mkdtemp(join(tmpdir(), 'profile-'));
	const database = await openDatabase({ memoryMegabytes, threads: 2, temporaryFolder: folder });
	try {
		const profiled = sampleOf(files);
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
const sampleOf = (files: readonly GatheredFile[]): readonly GatheredFile[] => {
	const bytes = sumOf(files, (file) => file.bytes);
	const every = Math.ceil(bytes / MAX_PROFILED_BYTES);
	return every <= 1 ? files : files.filter((_, at) => at % every === 0);
};
