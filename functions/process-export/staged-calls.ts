import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod/mini';
import {
	type Batch,
	type BatchFailure,
	type BatchResult,
	batch as batchContract,
	batchFailure,
	batchResult,
	type DatasetPlan,
	datasetPlan,
} from '#contracts/dataset-run.ts';
import type { Folder } from '#contracts/processing.ts';
import { formatProblems } from '../shared/problems.ts';
import { putJson } from '../shared/put-json.ts';
import { StagingInvalid } from './errors.ts';
import { readText } from './read-object.ts';
import { batchKey, failureKey, planKey, resultKey } from './staging.ts';

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The JSON objects that the steps of a run leave for each other. Whoever can write to the bucket can replace them, but not
 * the state of the execution. So every put answers the hash of what it put, and every read asks for it: the state has the
 * hash of the plan and of each result, and the plan has those of the batches.
 *
 * Each read throws StagingInvalid for an object that is not the one that was put.
 */
export const createStagedCalls = (s3: S3Client, { bucket, prefix }: Folder, signal: AbortSignal) => {
	const put = async (key: string, value: unknown): Promise<string> =>
		sha256Of(await putJson(s3, bucket, key, value, signal));
	const read = async <T>(key: string, contract: z.ZodMiniType<T>, sha256: string | undefined): Promise<T> => {
		const text = await readText(s3, bucket, key, signal);
		if (text === undefined) throw new StagingInvalid(key, 'it is not there');
		if (sha256Of(text) !== sha256) throw new StagingInvalid(key, 'it is not what this run has put there');
		return parse(key, contract, text);
	};
	return {
		putPlan: (plan: DatasetPlan) => put(planKey(prefix), plan),
		putBatch: (number: number, batch: Batch) => put(batchKey(prefix, number), batch),
		putResult: (number: number, result: BatchResult) => put(resultKey(prefix, number), result),
		putFailure: (number: number, failure: BatchFailure) => put(failureKey(prefix, number), failure),
		readPlan: (sha256: string) => read(planKey(prefix), datasetPlan, sha256),
		readBatch: (number: number, { batches }: DatasetPlan) =>
			read(batchKey(prefix, number), batchContract, batches[number]),
		readResult: (number: number, sha256: string) => read(resultKey(prefix, number), batchResult, sha256),
		/** Only for a message; undefined if there is none. */
		readFailure: async (number: number): Promise<BatchFailure | undefined> => {
			const key = failureKey(prefix, number);
			const text = await readText(s3, bucket, key, signal);
			return text === undefined ? undefined : parse(key, batchFailure, text);
		},
	};
};
export type StagedCalls = ReturnType<typeof createStagedCalls>;

const parse = <T>(key: string, contract: z.ZodMiniType<T>, text: string): T => {
	const parsed = contract.safeParse(parseJson(text));
	if (!parsed.success) throw new StagingInvalid(key, formatProblems(parsed.error));
	return parsed.data;
};

/** Undefined, which no contract allows, for a text that is no JSON. */
const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
