import type { ExportPlan, ExportsSummary, PlannedExport } from '#contracts/exports.ts';
import type { Execution, StateVisit } from './executions.ts';

/** One dataset of an export: the job is there once it is created, the watch once it is started. */
export interface DatasetExport {
	readonly datasetArn: string;
	readonly datasetType: string;
	readonly jobName: string;
	readonly datasetExportJobArn?: string;
	readonly watchExecutionArn?: string;
}

/** An execution of ExportDatasets. */
export interface GroupExport {
	readonly execution: Execution;
	/** Empty before the export is planned. */
	readonly datasets: readonly DatasetExport[];
	/** Once all exports have ended. */
	readonly summary?: ExportsSummary;
}

/** Reads the progress of an export from the states that its execution visited. */
export const groupExportOf = (execution: Execution): GroupExport => {
	const visitsOf = (state: string): readonly StateVisit[] => execution.visits.filter((visit) => visit.state === state);
	const outputOf = <Data>(state: string): Partial<Data> | undefined =>
		visitsOf(state).map(({ output }) => parse<Data>(output))[0];
	const ofJob = (state: string, { jobName }: PlannedExport): StateVisit | undefined =>
		visitsOf(state).find(({ input }) => parse<{ export: PlannedExport }>(input).export?.jobName === jobName);

	const { plan } = outputOf<{ plan: ExportPlan }>('PlanExports') ?? {};
	const { summary } = outputOf<{ summary: ExportsSummary }>('ConcludeExports') ?? {};
	return {
		execution,
		datasets: (plan?.exports ?? []).map((planned) => {
			const { datasetArn, datasetType, jobName } = planned;
			const { job } = parse<{ job: { datasetExportJobArn: string } }>(ofJob('CreateExportJob', planned)?.output);
			const { childExecutionArn } = ofJob('WatchExport', planned) ?? {};
			return {
				datasetArn,
				datasetType,
				jobName,
				...job,
				...(childExecutionArn && { watchExecutionArn: childExecutionArn }),
			};
		}),
		...(summary && { summary }),
	};
};

/** The data of our own state machine. */
const parse = <Data>(json: string | undefined): Partial<Data> => JSON.parse(json ?? 'null') ?? {};
