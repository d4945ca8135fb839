import type { Folder, ProcessingInput } from '#contracts/processing.ts';
import { datasetFolder, JOB_NAME_PATTERN } from '#contracts/vocabulary.ts';

/** Which dataset an export is of, and where its Parquet files belong. */
export interface DatasetPlace {
	readonly datasetGroup: string;
	readonly datasetType: string;
	readonly location: Folder;
}

/** Names have the same pattern in all of Personalize. */
const DATASET_ARN = new RegExp(`:dataset/(${JOB_NAME_PATTERN})/(${JOB_NAME_PATTERN})$`);

/** By an ARN `arn:…:dataset/<dataset group>/<dataset type>`, or `unknown`. */
export const datasetPlaceOf = (
	{ bucket, prefix }: Folder,
	{ jobName }: Pick<ProcessingInput, 'jobName'>,
	datasetArn = '',
): DatasetPlace => {
	const [, datasetGroup = 'unknown', datasetType = 'unknown'] = DATASET_ARN.exec(datasetArn) ?? [];
	const folder = datasetFolder(datasetGroup, datasetType, jobName);
	return { datasetGroup, datasetType, location: { bucket, prefix: `${prefix}${folder}` } };
};
