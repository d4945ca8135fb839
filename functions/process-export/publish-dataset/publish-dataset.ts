import type { BatchFailure, BatchResult, ConvertedFile, DatasetPlan } from '#contracts/dataset-run.ts';
import type { DatasetFigures, Folder } from '#contracts/processing.ts';
import { BatchesFailed } from '../errors.ts';
import { REJECTS_FOLDER, rejectsName, stagedKey } from '../staging.ts';
import { datasetManifestOf } from './dataset-manifest.ts';
import type { Profile } from './make-profile.ts';
import { refuseTooManyRejects, verifyRows } from './verify-rows.ts';

interface Dependencies {
	readonly toleratedShare: number;
	readonly readPlan: (staging: Folder) => Promise<DatasetPlan | undefined>;
	readonly readResult: (staging: Folder, batch: number) => Promise<BatchResult | undefined>;
	readonly readFailure: (staging: Folder, batch: number) => Promise<BatchFailure | undefined>;
	/** Reads the parts as a reader would. @throws RowsLost if they hold other rows than were written */
	readonly profileParts: (plan: DatasetPlan, files: readonly ConvertedFile[]) => Promise<Profile>;
	readonly replaceObjects: (plan: DatasetPlan, names: readonly string[]) => Promise<void>;
	readonly putDocument: (location: Folder, name: string, document: unknown) => Promise<void>;
	readonly removeDocument: (location: Folder, name: string) => Promise<void>;
}

const MANIFEST = '_manifest.json';

/** Checks that no row is lost, then replaces the dataset of the previous run with this one. */
export const publishDataset = async (
	{ staging }: { readonly staging: Folder },
	dependencies: Dependencies,
): Promise<DatasetFigures> => {
	const { toleratedShare, readPlan, profileParts, replaceObjects, putDocument, removeDocument } = dependencies;
	const plan = await readPlan(staging);
	if (!plan) throw new Error(`there is no plan in s3://${staging.bucket}/${staging.prefix}`);
	const files = await gatherFiles(plan, dependencies);
	const rejects = files.filter((file) => file.rejects > 0).map(({ source }) => rejectsName(source.index));
	verifyRows(plan, files);
	const rejectsAt = `s3://${staging.bucket}/${stagedKey(staging.prefix, REJECTS_FOLDER)}`;
	refuseTooManyRejects(files, toleratedShare, rejectsAt);
	const profile = await profileParts(plan, files);

	const { location } = plan;
	const manifest = datasetManifestOf(plan, files, rejects);
	// Without a manifest readers see no dataset; with it, they see a complete one.
	await removeDocument(location, MANIFEST);
	await replaceObjects(plan, [...files.map(({ part }) => part), ...rejects]);
	await putDocument(location, '_schema.json', { columns: plan.columns, ...plan.schema });
	await putDocument(location, '_profile.json', profile);
	await putDocument(location, MANIFEST, manifest);
	const { rows, rejectedRows, columns, parts, bytes, csvBytes } = manifest;
	return { location: manifest.location, rows, rejectedRows, columns, parts, bytes, csvBytes };
};

/** The results of all batches, in the order of the files. */
const gatherFiles = async (
	{ staging, batches }: DatasetPlan,
	{ readResult, readFailure }: Pick<Dependencies, 'readResult' | 'readFailure'>,
): Promise<readonly ConvertedFile[]> => {
	const files: ConvertedFile[] = [];
	const failures: string[] = [];
	for (let batch = 0; batch < batches; batch += 1) {
		const result = await readResult(staging, batch);
		if (result) files.push(...result.files);
		else failures.push(describeFailure(await readFailure(staging, batch)));
	}
	if (failures.length > 0)
		throw new BatchesFailed(failures.length, batches, [...new Set(failures)].slice(0, 5).join('; '));
	return files.sort((one, other) => one.source.index - other.source.index);
};

const describeFailure = (failure: BatchFailure | undefined): string =>
	failure ? `${failure.error}: ${failure.message}` : 'the function ended without an error: out of time or memory';
