import type { Column } from '#contracts/dataset-run.ts';
import type { DatasetFigures, Folder, ProcessingInput } from '#contracts/processing.ts';
import { StagingInvalid } from '../errors.ts';
import type { StagedCalls } from '../staged-calls.ts';
import { partName, REJECTS_FOLDER, rejectsName } from '../staging.ts';
import { datasetManifestOf } from './dataset-manifest.ts';
import { datasetPlaceOf } from './dataset-place.ts';
import { type BatchEnd, type GatherCalls, type GatheredFile, gatherFiles } from './gather-files.ts';
import type { Profile } from './make-profile.ts';
import { type DatasetCalls, replaceDataset, type StagedCopy } from './replace-dataset.ts';
import { refuseTooManyRejects, verifyRows } from './verify-rows.ts';

interface PublishRequest {
	readonly input: ProcessingInput;
	readonly planSha256: string;
	readonly results: readonly BatchEnd[];
}

interface Dependencies extends GatherCalls, Pick<StagedCalls, 'readPlan'> {
	/** The folder of all datasets. */
	readonly processed: Folder;
	readonly toleratedShare: number;
	/** Different for each call, because everything that is published has it in its name. */
	readonly publication: string;
	/** The s3:// address of a name in the staging folder. */
	readonly stagedAddress: (name: string) => string;
	/** Reads the parts as a reader would. @throws RowsLost if they hold other rows than were written */
	readonly profileParts: (columns: readonly Column[], files: readonly GatheredFile[]) => Promise<Profile>;
	readonly callsFor: (location: Folder) => DatasetCalls;
}

/** Checks that no row is lost, then replaces the dataset of the previous run with this one. */
export const publishDataset = async (
	{ input, planSha256, results }: PublishRequest,
	dependencies: Dependencies,
): Promise<DatasetFigures> => {
	const { processed, toleratedShare, publication, readPlan, stagedAddress, profileParts, callsFor } = dependencies;
	const plan = await readPlan(planSha256);
	if (plan.datasetExportJobArn !== input.datasetExportJobArn) {
		throw new StagingInvalid('plan.json', `it is of the job ${plan.datasetExportJobArn}`);
	}
	const files = await gatherFiles(plan, results, dependencies);
	verifyRows(files);
	refuseTooManyRejects(files, toleratedShare, stagedAddress(REJECTS_FOLDER));
	const profile = await profileParts(plan.columns, files);

	const place = datasetPlaceOf(processed, input, input.datasetArn ?? plan.datasetArn);
	const manifest = datasetManifestOf({ input, plan, place, publication }, files);
	const documents = { [manifest.schema]: { columns: plan.columns, ...plan.schema }, [manifest.profile]: profile };
	await replaceDataset({ copies: copiesOf(files, publication), documents, manifest }, callsFor(place.location));
	const { location, rows, rejectedRows, columns, parts, bytes, csvBytes } = manifest;
	return { location, rows, rejectedRows, columns, parts, bytes, csvBytes };
};

const copiesOf = (files: readonly GatheredFile[], publication: string): StagedCopy[] =>
	files.flatMap(({ source: { index }, rejects }) =>
		[partName, ...(rejects > 0 ? [rejectsName] : [])].map((nameOf) => ({
			from: nameOf(index),
			to: nameOf(index, publication),
		})),
	);
