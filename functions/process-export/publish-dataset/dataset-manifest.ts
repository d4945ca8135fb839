import type { DatasetManifest } from '#contracts/dataset.ts';
import type { DatasetPlan } from '#contracts/dataset-run.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { partName, rejectsName } from '../staging.ts';
import type { DatasetPlace } from './dataset-place.ts';
import type { GatheredFile } from './gather-files.ts';

interface Published {
	readonly input: ProcessingInput;
	readonly plan: DatasetPlan;
	readonly place: DatasetPlace;
	readonly publication: string;
}

export const datasetManifestOf = (
	{ input, plan, place, publication }: Published,
	files: readonly GatheredFile[],
): DatasetManifest => {
	const sum = (figureOf: (file: GatheredFile) => number) => sumOf(files, figureOf);
	const { datasetGroup, datasetType, location } = place;
	return {
		version: 1,
		publication,
		datasetExportJobArn: input.datasetExportJobArn,
		jobName: input.jobName,
		...(input.datasetArn && { datasetArn: input.datasetArn }),
		datasetGroup,
		datasetType,
		location: `s3://${location.bucket}/${location.prefix}`,
		rows: sum(({ rowsOut }) => rowsOut),
		rejectedRows: sum((file) => file.rejects),
		columns: plan.columns.length,
		parts: files.length,
		bytes: sum(({ bytes }) => bytes),
		csvBytes: sum(({ csvBytes }) => csvBytes),
		rejects: files.filter(({ rejects }) => rejects > 0).map(({ source: { index } }) => rejectsName(index, publication)),
		schema: `_schema-${publication}.json`,
		profile: `_profile-${publication}.json`,
		columnTypes: Object.fromEntries(plan.columns.map(({ name, type }) => [name, type])),
		files: files.map(({ source, ...counts }) => ({ source, part: partName(source.index, publication), ...counts })),
	};
};
