import type { Folder } from '#contracts/processing.ts';
import { STAGING_FOLDER } from '#contracts/vocabulary.ts';
import { StepInputInvalid } from '../shared/errors.ts';
import { readS3Location } from '../shared/s3-location.ts';

/**
 * The folder of all datasets, from the environment variable PROCESSED_PATH.
 *
 * @throws Error if it is no address of a folder
 */
export const readProcessedPath = (path: string): Folder => {
	const processed = readS3Location(path);
	if (!processed) throw new Error(`PROCESSED_PATH must be s3://bucket/folder/, not ${path}`);
	return processed;
};

/**
 * The staging folder of one run, in which its steps leave things for each other. Every step derives it by itself, so that no
 * input can point it to another folder.
 *
 * @throws StepInputInvalid if the name of the execution is no name of a folder
 */
export const stagingFolder = ({ bucket, prefix }: Folder, executionName: string): Folder => {
	if (['', '.', '..'].includes(executionName) || executionName.includes('/')) {
		throw new StepInputInvalid(`executionName must be the name of an execution, not ${executionName}`);
	}
	return { bucket, prefix: `${prefix}${STAGING_FOLDER}${executionName}/` };
};

const padded = (number: number): string => String(number).padStart(5, '0');

export const planKey = (prefix: string): string => `${prefix}plan.json`;
export const batchKey = (prefix: string, number: number): string => `${prefix}batches/${padded(number)}.json`;
export const resultKey = (prefix: string, number: number): string => `${prefix}results/${padded(number)}.json`;
export const failureKey = (prefix: string, number: number): string => `${prefix}failures/${padded(number)}.json`;
/** Of what is to be published under this name. */
export const stagedKey = (prefix: string, name: string): string => `${prefix}parts/${name}`;

export const REJECTS_FOLDER = '_rejects/';
/** A published file has its publication in its name, a staged one has none. */
export const partName = (index: number, publication?: string): string => `part-${stem(index, publication)}.parquet`;
export const rejectsName = (index: number, publication?: string): string =>
	`${REJECTS_FOLDER}part-${stem(index, publication)}.jsonl`;
const stem = (index: number, publication?: string): string => [padded(index), publication].filter(Boolean).join('-');
