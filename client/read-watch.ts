import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { DatasetExportJob, Forecast, Observation, Watch as WatchOrder } from '#contracts/watch.ts';
import type { Execution } from './executions.ts';
import type { WatchState } from './watches.ts';

/** One answered describe call. */
export type Poll = Required<Pick<Observation, 'polls' | 'status' | 'observedAt'>> &
	Pick<Observation, 'waitSeconds' | 'explanation' | 'isOverdue'>;

/** All about one watch. */
export interface Watch {
	readonly datasetExportJobArn: string;
	readonly jobName: string;
	readonly state: WatchState;
	/** How the job's watch ended: outcome, reason and remedy, actions, files, dataset. Missing before the first end. */
	readonly record?: ExportJobRecord;
	/** Missing if Step Functions no longer has it. */
	readonly execution?: Execution;
	/** What the execution accepted: deadline, poll options, replay. */
	readonly order?: WatchOrder;
	/** As the last poll found it, or else as recorded. */
	readonly job?: DatasetExportJob;
	/** With its kinds, for the density. Missing before the first poll, and if the job had ended by then. */
	readonly forecast?: Forecast;
	readonly polls: readonly Poll[];
	/** Of the state machine; of the last visit. */
	readonly currentState?: string;
	/** While the watch waits. */
	readonly nextPollAt?: string;
	readonly deadlineAt?: string;
}
