import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Outcome, RECORD_KEY, RECORDS_BY_OUTCOME } from '#contracts/vocabulary.ts';
import type { StartedBy } from './started-by.ts';

/** That a watch runs, or how it ended. */
export type WatchState = 'RUNNING' | Outcome;

type RecordInIndex = Pick<
	ExportJobRecord,
	| typeof RECORD_KEY
	| typeof RECORDS_BY_OUTCOME.partitionKey
	| typeof RECORDS_BY_OUTCOME.sortKey
	| (typeof RECORDS_BY_OUTCOME.attributes)[number]
>;

/** A job whose watch has ended, from its record. */
export interface EndedWatch extends RecordInIndex {
	readonly state: Outcome;
}

/** A running execution of WatchExport. The facts of the job are those of the last poll; before the first, they are missing. */
export interface RunningWatch
	extends Pick<ExportJobRecord, 'jobName' | 'datasetExportJobArn' | 'isReplay' | 'polls'>,
		Partial<Pick<ExportJobRecord, 'datasetArn' | 'status' | 'creationDateTime' | 'forecast'>> {
	readonly state: 'RUNNING';
	readonly executionArn: string;
	readonly startedAt: string;
	readonly startedBy: StartedBy;
	/** The state of the state machine in which the execution is. */
	readonly currentState: string;
	/** While it waits. */
	readonly nextPollAt?: string;
	/** The times of its polls; of more than a hundred, the newest. */
	readonly polledAt: readonly string[];
	/** Status and age of the job in words, from the last poll. */
	readonly explanation?: string;
}

export type ListedWatch = RunningWatch | EndedWatch;

export interface WatchFilter {
	/** Left out: all. */
	readonly states?: readonly WatchState[];
	/** Only watches that began, or outcomes that were recorded, at this time or later. */
	readonly since?: Date;
	/** Of running and of ended watches, each. */
	readonly limit: number;
}

/** Running watches first, then ended ones; the newest first in both. */
export interface WatchList {
	readonly watches: readonly ListedWatch[];
	/** There are more than the limit. */
	readonly hasMore: boolean;
}
