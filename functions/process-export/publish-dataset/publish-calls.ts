import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ConvertedFile, DatasetPlan } from '#contracts/dataset-run.ts';
import type { Folder } from '#contracts/processing.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { openDatabase } from '../duckdb.ts';
import { RowsLost } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { removeObjects } from '../remove-objects.ts';
import { makeProfile, mergeParts, type Profile } from './make-profile.ts';

const AT_ONCE = 32;
/** DuckDB keeps 50 kB for each file that a query names: of more, so many at a time are made one first. */
const PARTS_AT_ONCE = 1_000;
/** Half of the function's disk; DuckDB may need the other half. Of more, parts spread over all are looked at. */
const MAX_PROFILED_BYTES = 4 * 1024 ** 3;

export const createPublishCalls = (s3: S3Client, abortSignal: AbortSignal) => {
	const download = ({ bucket, prefix }: Folder, name: string, path: string): Promise<void> =>
		callAws('S3 GetObject', async () => {
			const get = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}parts/${name}` });
			const { Body } = await s3.send(get, { abortSignal });
			await pipeline(Body instanceof Readable ? Body : Readable.from([]), createWriteStream(path), {
				signal: abortSignal,
			});
		});

	return {
		hideDataset: async ({ bucket, prefix }: Folder): Promise<void> => {
			const hide = new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}_manifest.json` });
			await callAws('S3 DeleteObject', () => s3.send(hide, { abortSignal }));
		},

		/** Removes what a run before had and this one has not, then copies the rest over: S3 has no rename. */
		replaceObjects: async ({ staging, location }: DatasetPlan, names: readonly string[]): Promise<void> => {
			const kept = new Set(names.map((name) => `${location.prefix}${name}`));
			const objects = await listObjects(s3, location, abortSignal);
			const old = objects.map(({ key }) => key).filter((key) => !kept.has(key));
			await removeObjects(s3, location.bucket, old, abortSignal);
			await mapConcurrently(names, AT_ONCE, async (name) => {
				const source = `${staging.bucket}/${staging.prefix}parts/${name}`;
				const CopySource = source.split('/').map(encodeURIComponent).join('/');
				const copy = new CopyObjectCommand({ Bucket: location.bucket, Key: `${location.prefix}${name}`, CopySource });
				await callAws('S3 CopyObject', () => s3.send(copy, { abortSignal }));
			});
		},

		profileParts: async (
			{ staging, columns, input }: DatasetPlan,
			files: readonly ConvertedFile[],
			options: { readonly memoryMegabytes: number; readonly withValues: boolean },
		): Promise<Profile> => {
			const folder = await mkdtemp(join(tmpdir(), 'profile-'));
			const database = await openDatabase({ ...options, threads: 2, temporaryFolder: folder });
			try {
				const looked = spread(files);
				const paths: string[] = [];
				for (let from = 0; from < looked.length; from += PARTS_AT_ONCE) {
					const parts = looked.slice(from, from + PARTS_AT_ONCE);
					const downloaded = await mapConcurrently(parts, AT_ONCE, async ({ part }) => {
						const path = join(folder, part);
						await download(staging, part, path);
						return path;
					});
					if (looked.length <= PARTS_AT_ONCE) paths.push(...downloaded);
					else paths.push(await mergeParts(database, downloaded, join(folder, `merged-${from}`)));
				}
				const written = sumOf(looked, ({ rowsOut }) => rowsOut);
				const ofRows = sumOf(files, ({ rowsOut }) => rowsOut);
				const profile = await makeProfile(database, paths, columns, { ofRows, withValues: options.withValues });
				if (profile.rows !== written) throw new RowsLost(`what ${input.jobName} wrote to S3`, written, profile.rows, 0);
				return profile;
			} finally {
				database.close();
				await rm(folder, { recursive: true, force: true });
			}
		},
	};
};

/** All files, or as many as fit, spread over all. */
const spread = (files: readonly ConvertedFile[]): readonly ConvertedFile[] => {
	const bytes = sumOf(files, (file) => file.bytes);
	const every = Math.ceil(bytes / MAX_PROFILED_BYTES);
	return every <= 1 ? files : files.filter((_, at) => at % every === 0);
};
