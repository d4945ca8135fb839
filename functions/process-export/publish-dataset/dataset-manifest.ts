import type { DatasetManifest } from '#contracts/dataset.ts';
import type { ConvertedFile, DatasetPlan } from '#contracts/dataset-run.ts';
import { sumOf } from '../../shared/sum-of.ts';

export const datasetManifestOf = (
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
