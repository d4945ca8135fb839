import { createHash } from 'node:crypto';
import type { ProcessingAnswer } from '#contracts/export-job-record.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import type { DatasetExportJob, Watch } from '#contracts/watch.ts';
import type { ListedObject } from '../../shared/list-objects.ts';
import { readS3Location } from '../../shared/s3-location.ts';
import { NoFileOfTheJob, OutputPathUnknown } from '../errors.ts';
import { isOfAnotherTime, selectFiles } from './select-files.ts';

export interface StartRequest {
	readonly executionArn: string;
	readonly watch: Watch;
	readonly observation: { readonly job: DatasetExportJob };
}

/** What became of the files. An export without files is an answer of its own: nothing was there to process. */
export interface ProcessingStart {
	readonly answer: ProcessingAnswer;
	/** s3:// address of the manifest. */
	readonly manifest: string;
	readonly fileCount: number;
	readonly totalBytes: number;
	readonly processingExecutionArn?: string;
}

/** Lists what the job wrote, keeps the list as a manifest, and starts its processing under a name that cannot start twice. */
export const createStartProcessing =
	(dependencies: {
		readonly manifestBucket: string;
		readonly listObjects: (bucket: string, prefix: string) => Promise<readonly ListedObject[]>;
		readonly putManifest: (bucket: string, key: string, manifest: Manifest) => Promise<void>;
		readonly startExecution: (name: string, input: ProcessingInput) => Promise<string>;
		/** Adds to the owner's record where its manifest is and what processes it; does not fail what has been started. */
		readonly addToRecord: (request: StartRequest, start: ProcessingStart) => Promise<void>;
		readonly now: () => Date;
	}) =>
	async (request: StartRequest): Promise<ProcessingStart> => {
		const { executionArn, watch } = request;
		const { job } = request.observation;
		const { datasetExportJobArn, jobName } = watch;
		const path = job.jobOutput?.s3DataDestination?.path;
		const location = readS3Location(path);
		if (!path || !location) throw new OutputPathUnknown(datasetExportJobArn, path);

		const objects = await dependencies.listObjects(location.bucket, location.prefix);
		const { files, excluded } = selectFiles(objects, location.prefix, job);
		const totalBytes = files.reduce((bytes, { size }) => bytes + size, 0);
		const key = `${jobName}/manifest.json`;
		await dependencies.putManifest(dependencies.manifestBucket, key, {
			version: 1,
			datasetExportJobArn,
			jobName,
			...(job.datasetArn && { datasetArn: job.datasetArn }),
			outputPath: path,
			listedAt: dependencies.now().toISOString(),
			fileCount: files.length,
			totalBytes,
			files: files.map((file) => ({
				bucket: location.bucket,
				...file,
				lastModified: file.lastModified.toISOString(),
			})),
			excluded,
		});

		if (files.length === 0 && excluded.some(isOfAnotherTime)) throw new NoFileOfTheJob(path, excluded.length);

		const input: ProcessingInput = {
			datasetExportJobArn,
			jobName,
			...(job.datasetArn && { datasetArn: job.datasetArn }),
			manifest: { bucket: dependencies.manifestBucket, key },
		};
		const start: ProcessingStart = {
			answer: files.length > 0 ? 'PROCESSING_STARTED' : 'NO_FILES',
			manifest: `s3://${dependencies.manifestBucket}/${key}`,
			fileCount: files.length,
			totalBytes,
			...(files.length > 0 && {
				processingExecutionArn: await dependencies.startExecution(processingName(watch, executionArn), input),
			}),
		};
		await dependencies.addToRecord(request, start);
		return start;
	};

/** The job's own name (at most 63 characters); a replay adds 16 that are its execution's own: 80 are allowed. */
const processingName = ({ jobName, replay }: Watch, executionArn: string): string =>
	replay ? `${jobName}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 16)}` : jobName;
