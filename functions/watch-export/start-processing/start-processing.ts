import { createHash } from 'node:crypto';
import type { ProcessingAnswer } from '#contracts/export-job-record.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import type { ProcessingRequest } from '#contracts/watch.ts';
import type { ListedObject } from '../../shared/list-objects.ts';
import { readS3Location } from '../../shared/s3-location.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { NoFileOfTheJob, OutputPathUnknown } from '../errors.ts';
import { isExcludedByTime, selectFiles } from './select-files.ts';

export interface ProcessingStart {
	readonly answer: ProcessingAnswer;
	/** s3:// address of the manifest. */
	readonly manifest: string;
	readonly fileCount: number;
	readonly totalBytes: number;
	/** Missing if there are no files. */
	readonly processingExecutionArn?: string;
}

/** Lists the files that the job wrote, writes the list as a manifest, and starts ProcessExport if there are any. */
export const startProcessing = async (
	request: ProcessingRequest,
	dependencies: {
		readonly manifestBucket: string;
		readonly listObjects: (bucket: string, prefix: string) => Promise<readonly ListedObject[]>;
		readonly putManifest: (bucket: string, key: string, manifest: Manifest) => Promise<void>;
		/** Does not start twice under the same name. */
		readonly startExecution: (name: string, input: ProcessingInput) => Promise<string>;
		/** Adds to the record. It must not throw: the processing has started. */
		readonly addToRecord: (request: ProcessingRequest, start: ProcessingStart) => Promise<void>;
		readonly now: () => Date;
	},
): Promise<ProcessingStart> => {
	const { manifestBucket } = dependencies;
	const { job } = request.observation;
	const { datasetExportJobArn, jobName } = request.watch;
	const path = job.jobOutput?.s3DataDestination?.path;
	const location = readS3Location(path);
	if (!path || !location) throw new OutputPathUnknown(datasetExportJobArn, path);

	const identity = { datasetExportJobArn, jobName, ...(job.datasetArn && { datasetArn: job.datasetArn }) };
	const objects = await dependencies.listObjects(location.bucket, location.prefix);
	const { files, excluded } = selectFiles(objects, location.prefix, job);
	const figures = { fileCount: files.length, totalBytes: sumOf(files, ({ size }) => size) };
	const key = `${jobName}/manifest.json`;
	await dependencies.putManifest(manifestBucket, key, {
		version: 1,
		...identity,
		outputPath: path,
		listedAt: dependencies.now().toISOString(),
		...figures,
		files: files.map((file) => ({ bucket: location.bucket, ...file, lastModified: file.lastModified.toISOString() })),
		excluded,
	});
	if (files.length === 0 && excluded.some(isExcludedByTime)) throw new NoFileOfTheJob(path, excluded.length);

	const input: ProcessingInput = { ...identity, manifest: { bucket: manifestBucket, key } };
	const manifest = `s3://${manifestBucket}/${key}`;
	const start: ProcessingStart =
		files.length === 0
			? { answer: 'NO_FILES', manifest, ...figures }
			: {
					answer: 'PROCESSING_STARTED',
					manifest,
					...figures,
					processingExecutionArn: await dependencies.startExecution(executionNameOf(request), input),
				};
	await dependencies.addToRecord(request, start);
	return start;
};

/** An execution name has at most 80 characters: the job's name has 63, and the suffix of a replay 17. */
const executionNameOf = ({ watch: { jobName, replay }, executionArn }: ProcessingRequest): string =>
	replay ? `${jobName}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 16)}` : jobName;
