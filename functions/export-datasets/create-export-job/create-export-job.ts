import type { PlannedExport } from '#contracts/exports.ts';
import type { DatasetExportJob } from '#contracts/watch.ts';
import { JobNameTaken } from '../errors.ts';

interface Dependencies {
	/** The new job's ARN; undefined if the name is taken. */
	readonly create: (planned: PlannedExport) => Promise<string | undefined>;
	readonly describe: (datasetExportJobArn: string) => Promise<DatasetExportJob>;
}

interface CreatedJob {
	readonly datasetExportJobArn: string;
}

/**
 * Creates one planned export job, or finds the one that an earlier try of the same execution created.
 *
 * @throws JobNameTaken, and what `create` and `describe` throw
 */
export const createExportJob = async (
	planned: PlannedExport,
	{ create, describe }: Dependencies,
): Promise<CreatedJob> => {
	const created = await create(planned);
	if (created) return { datasetExportJobArn: created };

	const datasetExportJobArn = jobArnOf(planned);
	if (!isSameExport(planned, await describe(datasetExportJobArn))) throw new JobNameTaken(planned.jobName);
	return { datasetExportJobArn };
};

/** A job and its dataset differ in the resource only: `dataset/<group>/<type>` and `dataset-export-job/<name>`. */
const jobArnOf = ({ datasetArn, jobName }: PlannedExport): string =>
	`${datasetArn.split(':', 5).join(':')}:dataset-export-job/${jobName}`;

const isSameExport = (planned: PlannedExport, job: DatasetExportJob): boolean => {
	const { path, kmsKeyArn } = job.jobOutput?.s3DataDestination ?? {};
	return planned.datasetArn === job.datasetArn && planned.outputPath === path && planned.kmsKeyArn === kmsKeyArn;
};
