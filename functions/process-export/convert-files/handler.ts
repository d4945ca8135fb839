import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import * as z from 'zod/mini';
import { batch as batchContract } from '#contracts/dataset-run.ts';
import { folder } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { putJson } from '../../shared/put-json.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { openDatabase } from '../duckdb.ts';
import { createFilesClient } from '../files-client.ts';
import { readJson } from '../read-object.ts';
import { batchKey, failureKey, resultKey } from '../staging.ts';
import { createConvertFile } from './convert-file.ts';
import { createConvertFiles } from './convert-files.ts';
import { fetchFile, uploadFile } from './file-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

/**
 * The bytes of the files only pass through, but make V8 mark its heap again and again, beside the work: a twelfth of a
 * batch's time. At one go it takes some milliseconds, in a function's small heap; so only in Lambda, which sets this variable.
 */
if (process.env.AWS_EXECUTION_ENV) setFlagsFromString('--no-incremental-marking');

const input = z.object({ batch: z.int(), staging: folder });

/** A function of 2 GB has two. */
const THREADS = 2;
const memoryMegabytes = Number(environment.DUCKDB_MEMORY_MB);
const s3 = createFilesClient();
const workFolder = tmpdir();

export const handler = createHandler(input, async ({ batch, staging }, { signal, logger }) => {
	const { bucket, prefix } = staging;
	const convert = createConvertFiles({
		openDatabase: (workers) =>
			openDatabase({
				memoryMegabytes: memoryMegabytes / workers,
				threads: workers === 1 ? THREADS : 1,
				temporaryFolder: workFolder,
			}),
		convertFile: createConvertFile({
			workFolder,
			fetch: (file, path) => fetchFile(s3, file, path, signal),
			upload: (path, name) => uploadFile(s3, bucket, `${prefix}parts/${name}`, path, signal),
		}),
	});
	try {
		const planned = await readJson(s3, bucket, batchKey(prefix, batch), batchContract, signal);
		if (!planned) throw new Error(`the plan of batch ${batch} is not in s3://${bucket}/${prefix}`);
		await putJson(s3, bucket, resultKey(prefix, batch), await convert(planned), signal);
		logger.info('batch converted', { batch, files: planned.files.length });
		return { batch };
	} catch (error) {
		// A Distributed Map says only that children failed: what failed them is left where the next step looks.
		if (error instanceof Error && !isTransient(error)) {
			await putJson(s3, bucket, failureKey(prefix, batch), { error: error.name, message: error.message }, signal);
		}
		throw error;
	}
});
