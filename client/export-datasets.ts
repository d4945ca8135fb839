import type { ExportsSummary } from '#contracts/exports.ts';
import type { Execution } from './executions.ts';

/** One dataset of an export: the job is there once it is created, the watch once it is started. */
export interface DatasetExport {
	readonly datasetArn: string;
	readonly datasetType: string;
	readonly jobName: string;
	readonly datasetExportJobArn?: string;
	readonly watchExecutionArn?: string;
}

export interface GroupExport {
	readonly execution: Execution;
	/** Empty before the export is planned. */
	readonly datasets: readonly DatasetExport[];
	/** After the end, unless the execution failed. */
	readonly summary?: ExportsSummary;
}
