import type { Folder } from '#contracts/processing.ts';
import { STAGING_FOLDER } from '#contracts/vocabulary.ts';

/** The staging folder of one run, in which its steps leave things for each other. */
export const stagingFolder = ({ bucket, prefix }: Folder, executionName: string): Folder => ({
	bucket,
	prefix: `${prefix}${STAGING_FOLDER}${executionName}/`,
});

const padded = (number: number): string => String(number).padStart(5, '0');

export const planKey = (prefix: string): string => `${prefix}plan.json`;
export const batchKey = (prefix: string, number: number): string => `${prefix}batches/${padded(number)}.json`;
export const resultKey = (prefix: string, number: number): string => `${prefix}results/${padded(number)}.json`;
export const failureKey = (prefix: string, number: number): string => `${prefix}failures/${padded(number)}.json`;
/** Of what is to be published under this name. */
export const stagedKey = (prefix: string, name: string): string => `${prefix}parts/${name}`;

export const REJECTS_FOLDER = '_rejects/';
export const partName = (index: number): string => `part-${padded(index)}.parquet`;
export const rejectsName = (index: number): string => `${REJECTS_FOLDER}part-${padded(index)}.jsonl`;
