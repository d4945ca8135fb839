import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod/mini';
import { callAws } from '../shared/aws-calls.ts';
import { formatProblems } from '../shared/problems.ts';
import { StagingInvalid } from './errors.ts';

/**
 * Reads a JSON object of the staging folder; undefined if there is none.
 *
 * @throws StagingInvalid if it does not match the contract
 */
export const readStaged = async <T>(
	s3: S3Client,
	bucket: string,
	key: string,
	contract: z.ZodMiniType<T>,
	abortSignal: AbortSignal,
): Promise<T | undefined> => {
	const text = await readText(s3, bucket, key, abortSignal);
	if (text === undefined) return undefined;
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

/** Reads a small object whole; undefined if there is none. */
export const readText = async (
	s3: S3Client,
	bucket: string,
	key: string,
	abortSignal: AbortSignal,
): Promise<string | undefined> => {
	try {
		return await callAws('S3 GetObject', async () => {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
			return (await Body?.transformToString()) ?? '';
		});
	} catch (error) {
		if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NoSuchBucket')) return undefined;
		throw error;
	}
};
