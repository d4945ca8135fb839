import { createHash } from 'node:crypto';
import type { ExportJobRecord, ProcessingAnswer } from '#contracts/export-job-record.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { manifestKey } from '#contracts/vocabulary.ts';
import type { ProcessingRequest } from '#contracts/watch.ts';
import type { ListedObject } from '../../shared/list-objects.ts';
import { readS3Location } from '../../shared/s3-location.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { NoFileOfTheJob, OutputPathUnknown, ProcessingNameTaken } from '../errors.ts';
import { hasProcessingFailed } from '../outcome/decide-ownership.ts';
import type { Records } from '../outcome/ledger.ts';
import { isExcludedByTime, selectFiles } from './select-files.ts';

/** What the record says about the processing. */
export type ProcessingStart = Required<Pick<ExportJobRecord, 'processing' | 'manifest' | 'fileCount' | 'totalBytes'>> &
	/** Missing if there are no files. */
	Pick<ExportJobRecord, 'processingExecutionArn'>;

interface Dependencies {
	readonly records: Records;
	readonly manifestBucket: string;
	readonly listObjects: (bucket: string, prefix: string) => Promise<readonly ListedObject[]>;
	readonly putManifest: (bucket: string, key: string, manifest: Manifest) => Promise<unknown>;
	/** The execution that processes this input under this name; undefined if the name belongs to another. */
	readonly startExecution: (name: string, input: ProcessingInput) => Promise<string | undefined>;
	readonly now: () => Date;
}

/**
 * Lists the files that the job wrote, writes the list as a manifest, and starts ProcessExport if there are any; unless the
 * record says that it is started, and not that it has failed.
 */
export const startProcessing = async (
	request: ProcessingRequest,
	dependencies: Dependencies,
): Promise<ProcessingStart> => {
	const { records, now } = dependencies;
	const { executionArn } = request;
	const record = await records.read(request.watch.datasetExportJobArn);
	const failed = record && hasProcessingFailed(record) ? record.processingExecutionArn : undefined;
	if (record?.actions.processing?.status === 'DONE' && !failed) return startOf(record);

	const start = await startAnew(request, executionNames(request, failed), dependencies);
	const { processingExecutionArn: id } = start;
	const done = { status: 'DONE', executionArn, doneAt: now().toISOString(), ...(id && { id }) };
	if (record?.notificationId === request.record.notificationId) {
		await records.update(record, { ...start, 'actions.processing': done }, {});
	}
	return start;
};

const startOf = ({ processing, manifest, fileCount, totalBytes, processingExecutionArn }: ExportJobRecord) =>
	({
		processing,
		manifest,
		fileCount,
		totalBytes,
		...(processingExecutionArn && { processingExecutionArn }),
	}) as ProcessingStart;

const startAnew = async (
	request: ProcessingRequest,
	names: readonly string[],
	{ manifestBucket, listObjects, putManifest, startExecution, now }: Dependencies,
): Promise<ProcessingStart> => {
	const { job } = request.observation;
	const { datasetExportJobArn, jobName } = request.watch;
	const path = job.jobOutput?.s3DataDestination?.path;
	const location = readS3Location(path);
	if (!path || !location) throw new OutputPathUnknown(datasetExportJobArn, path);

	const identity = { datasetExportJobArn, jobName, ...(job.datasetArn && { datasetArn: job.datasetArn }) };
	const objects = await listObjects(location.bucket, location.prefix);
	const { files, excluded } = selectFiles(objects, location.prefix, job);
	const figures = { fileCount: files.length, totalBytes: sumOf(files, ({ size }) => size) };
	const key = manifestKey(jobName);
	await putManifest(manifestBucket, key, {
		version: 1,
		...identity,
		outputPath: path,
		listedAt: now().toISOString(),
		...figures,
		files: files.map((file) => ({ bucket: location.bucket, ...file, lastModified: file.lastModified.toISOString() })),
		excluded,
	});
	if (files.length === 0 && excluded.some(isExcludedByTime)) throw new NoFileOfTheJob(path, excluded.length);

	const input: ProcessingInput = { ...identity, manifest: { bucket: manifestBucket, key } };
	const start = { manifest: `s3://${manifestBucket}/${key}`, ...figures };
	const answer = (processing: ProcessingAnswer) => ({ processing, ...start });
	if (files.length === 0) return answer('NO_FILES');
	for (const name of names) {
		const processingExecutionArn = await startExecution(name, input);
		if (processingExecutionArn) return { ...answer('PROCESSING_STARTED'), processingExecutionArn };
	}
	throw new ProcessingNameTaken(jobName);
};

/**
 * The names to try: the job's, so that nothing processes a job twice; and one of this outcome and of the processing of it
 * that failed, for a replay, or if an execution of the job's name failed or has another input. At most 80 characters: the
 * job's name has 63, the suffix 17.
 */
const executionNames = (
	{ watch: { jobName, replay }, record: { notificationId } }: ProcessingRequest,
	failed = '',
): readonly string[] => {
	const hash = createHash('sha256').update(`${notificationId} ${failed}`).digest('hex');
	const ownName = `${jobName}-${hash.slice(0, 16)}`;
	return replay ? [ownName] : [jobName, ownName];
};
