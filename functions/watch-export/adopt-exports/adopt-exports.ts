import type { LedgerFields } from '#contracts/ledger-fields.ts';
import { WATCH_STOPPED } from '#contracts/vocabulary.ts';
import { undoneActions } from '../outcome/decide-ownership.ts';

export interface ListedJob {
	readonly datasetExportJobArn: string;
	readonly creationDateTime: Date;
}

/** The result of a sweep: how many jobs it found, and by name those that had no watch. */
export interface Sweep {
	readonly listed: number;
	readonly recent: number;
	/** Too young: their watch may only be about to start. */
	readonly young: number;
	/** With everything done that follows the outcome, or with an execution that may be about to do it. */
	readonly recorded: number;
	readonly watched: number;
	/** A watch of these was started. */
	readonly adopted: readonly string[];
	/** These were adopted three times, but their watches left them without a record, or with undone actions. */
	readonly givenUp: readonly string[];
}

interface Dependencies {
	readonly lookBackSeconds: number;
	readonly listJobs: () => Promise<readonly ListedJob[]>;
	readonly readRecords: (datasetExportJobArns: readonly string[]) => Promise<readonly LedgerFields[]>;
	readonly isRunning: (executionArn: string) => Promise<boolean>;
	/** The jobs that running executions of WatchExport watch. */
	readonly findWatched: () => Promise<ReadonlySet<string>>;
	/** Starts a watch under this name; false if one of that name has ended already. */
	readonly startWatch: (name: string, datasetExportJobArn: string) => Promise<boolean>;
	readonly now: () => Date;
}

/**
 * CloudTrail usually reports a call within five minutes; until then a job has no watch yet. The actions of a record can wait
 * that long for the retries of a step, or for the watch that resumes a stopped one.
 */
const YOUNG_SECONDS = 600;

/** A job is adopted three times: its watch may be stopped, or end in a fault that passes. More would only repeat a fault that lasts. */
const ADOPTIONS = ['', '-2', '-3'];

/** Starts a watch of each recent export job that has no running watch, and no record on which everything is done. */
export const adoptExports = async (dependencies: Dependencies): Promise<Sweep> => {
	const jobs = await dependencies.listJobs();
	const now = dependencies.now().getTime();
	const ageOf = ({ creationDateTime }: ListedJob) => (now - creationDateTime.getTime()) / 1000;
	const recent = jobs
		.filter((job) => ageOf(job) >= YOUNG_SECONDS && ageOf(job) <= dependencies.lookBackSeconds)
		.map(arnOf);

	const records = await dependencies.readRecords(recent);
	const recorded = new Set((await filterSettled(records, dependencies)).map(arnOf));
	const unrecorded = recent.filter((job) => !recorded.has(job));
	const watched = unrecorded.length > 0 ? await dependencies.findWatched() : new Set<string>();
	const unwatched = unrecorded.filter((job) => !watched.has(job));

	const adopted: string[] = [];
	const givenUp: string[] = [];
	for (const job of unwatched) {
		((await adopt(job, dependencies.startWatch)) ? adopted : givenUp).push(job);
	}
	return {
		listed: jobs.length,
		recent: recent.length,
		young: jobs.filter((job) => ageOf(job) < YOUNG_SECONDS).length,
		recorded: recorded.size,
		watched: unrecorded.length - unwatched.length,
		adopted,
		givenUp,
	};
};

const arnOf = ({ datasetExportJobArn }: { readonly datasetExportJobArn: string }): string => datasetExportJobArn;

/** Those with nothing undone, too young ones, and those with an owner that still runs and does what is undone. */
const filterSettled = async (
	records: readonly LedgerFields[],
	{ isRunning, now }: Pick<Dependencies, 'isRunning' | 'now'>,
): Promise<readonly LedgerFields[]> => {
	const settled: LedgerFields[] = [];
	for (const record of records) {
		const isYoung = now().getTime() - Date.parse(record.recordedAt) < YOUNG_SECONDS * 1000;
		if (isYoung || !isLeftUndone(record) || (await isRunning(record.ownerExecutionArn))) {
			settled.push(record);
		}
	}
	return settled;
};

/** A watch that somebody stopped, and of which machines and people were notified, was stopped on purpose. */
const isLeftUndone = (record: LedgerFields): boolean => {
	const undone = undoneActions(record);
	const isStopNotified =
		record.watchError === WATCH_STOPPED && !undone.includes('event') && !undone.includes('message');
	return undone.length > 0 && !isStopNotified;
};

/** Two sweeps that adopt the same job start the same execution. A job name has at most 63 characters, an execution's 80. */
const adopt = async (job: string, startWatch: Dependencies['startWatch']): Promise<boolean> => {
	for (const ending of ADOPTIONS) {
		if (await startWatch(`adopted-${job.split('/').at(-1)}${ending}`, job)) return true;
	}
	return false;
};
