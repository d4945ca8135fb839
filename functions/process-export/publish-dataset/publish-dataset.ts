import type { DatasetManifest } from '#contracts/dataset.ts';
import type { BatchFailure, BatchResult, ConvertedFile, DatasetPlan } from '#contracts/dataset-run.ts';
import type { DatasetFigures, Folder } from '#contracts/processing.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { BatchesFailed } from '../errors.ts';
import { rejectsName } from '../staging.ts';
import type { Profile } from './make-profile.ts';
import { refuseTooManyRejects, verifyRows } from './verify-rows.ts';

export interface PublishCalls {
	readonly toleratedShare: number;
	readonly readPlan: (staging: Folder) => Promise<DatasetPlan>;
	readonly readResult: (staging: Folder, batch: number) => Promise<BatchResult | undefined>;
	readonly readFailure: (staging: Folder, batch: number) => Promise<BatchFailure | undefined>;
	/** Looks at the parts as a reader would. @throws RowsLost where they hold other rows than were written. */
	readonly profileParts: (plan: DatasetPlan, files: readonly ConvertedFile[]) => Promise<Profile>;
	/** From here on readers see no dataset, until `_manifest.json` is there again. */
	readonly hideDataset: (location: Folder) => Promise<void>;
	readonly replaceObjects: (plan: DatasetPlan, names: readonly string[]) => Promise<void>;
	readonly putDocument: (location: Folder, name: string, document: unknown) => Promise<void>;
}

/** Checks that nothing was lost, and puts the dataset of this run in the place of the last one. */
export const createPublishDataset =
	(calls: PublishCalls) =>
	async ({ staging }: { readonly staging: Folder }): Promise<DatasetFigures> => {
		const plan = await calls.readPlan(staging);
		const files = await gatherFiles(calls, plan);
		const rejects = files.filter((file) => file.rejects > 0).map(({ source }) => rejectsName(source.index));
		verifyRows(plan, files);
		refuseTooManyRejects(files, calls.toleratedShare, `s3://${staging.bucket}/${staging.prefix}parts/_rejects/`);
		const profile = await calls.profileParts(plan, files);

		const { location } = plan;
		const manifest = manifestOf(plan, files, rejects);
		await calls.hideDataset(location);
		await calls.replaceObjects(plan, [...files.map(({ part }) => part), ...rejects]);
		await calls.putDocument(location, '_schema.json', { columns: plan.columns, ...plan.schema });
		await calls.putDocument(location, '_profile.json', profile);
		await calls.putDocument(location, '_manifest.json', manifest);
		const { rows, rejectedRows, columns, parts, bytes, csvBytes } = manifest;
		return { location: manifest.location, rows, rejectedRows, columns, parts, bytes, csvBytes };
	};

/** The results of all batches, in the order of the files. */
const gatherFiles = async (calls: PublishCalls, { staging, batches }: DatasetPlan): Promise<ConvertedFile[]> => {
	const files: ConvertedFile[] = [];
	const failures: string[] = [];
	for (let batch = 0; batch < batches; batch += 1) {
		const result = await calls.readResult(staging, batch);
		if (result) files.push(...result.files);
		else failures.push(describeFailure(await calls.readFailure(staging, batch)));
	}
	if (failures.length > 0)
		throw new BatchesFailed(failures.length, batches, [...new Set(failures)].slice(0, 5).join('; '));
	return files.sort((one, other) => one.source.index - other.source.index);
};

const describeFailure = (failure: BatchFailure | undefined): string =>
	failure ? `${failure.error}: ${failure.message}` : 'the function ended without a word: out of time or memory';

const manifestOf = (
	plan: DatasetPlan,
	files: readonly ConvertedFile[],
	rejects: readonly string[],
): DatasetManifest => {
	const sum = (figureOf: (file: ConvertedFile) => number) => sumOf(files, figureOf);
	const { input, datasetGroup, datasetType, location, columns } = plan;
	return {
		version: 1,
		datasetExportJobArn: input.datasetExportJobArn,
		jobName: input.jobName,
		...(input.datasetArn && { datasetArn: input.datasetArn }),
		datasetGroup,
		datasetType,
		location: `s3://${location.bucket}/${location.prefix}`,
		rows: sum(({ rowsOut }) => rowsOut),
		rejectedRows: sum((file) => file.rejects),
		columns: columns.length,
		parts: files.length,
		bytes: sum(({ bytes }) => bytes),
		csvBytes: sum(({ csvBytes }) => csvBytes),
		rejects: [...rejects],
		columnTypes: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
		files: [...files],
	};
};
