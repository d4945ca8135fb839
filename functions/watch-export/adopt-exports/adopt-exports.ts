export interface ListedJob {
	readonly datasetExportJobArn: string;
	readonly creationDateTime: Date;
}

/** The result of a sweep: how many jobs it found, and by name those that had no watch. */
export interface Sweep {
	readonly listed: number;
	readonly recent: number;
	readonly recorded: number;
	readonly watched: number;
	/** A watch of these was started. */
	readonly adopted: readonly string[];
	/** These were adopted before, but their watch ended without a record: somebody stopped it. */
	readonly givenUp: readonly string[];
}

interface Dependencies {
	readonly lookBackSeconds: number;
	readonly listJobs: () => Promise<readonly ListedJob[]>;
	/** Which of these jobs have a record. */
	readonly findRecorded: (datasetExportJobArns: readonly string[]) => Promise<ReadonlySet<string>>;
	/** The jobs that running executions of WatchExport watch. */
	readonly findWatched: () => Promise<ReadonlySet<string>>;
	/** Starts a watch under this name; false if one of that name has ended already. */
	readonly startWatch: (name: string, datasetExportJobArn: string) => Promise<boolean>;
	readonly now: () => Date;
}

/** Starts a watch of each recent export job that has neither a record nor a running watch. */
export const adoptExports = async (dependencies: Dependencies): Promise<Sweep> => {
	const jobs = await dependencies.listJobs();
	const since = dependencies.now().getTime() - dependencies.lookBackSeconds * 1000;
	const recent = jobs.filter(({ creationDateTime }) => creationDateTime.getTime() >= since).map(arnOf);

	const recorded = await dependencies.findRecorded(recent);
	const unrecorded = recent.filter((job) => !recorded.has(job));
	const watched = unrecorded.length > 0 ? await dependencies.findWatched() : new Set<string>();
	const unwatched = unrecorded.filter((job) => !watched.has(job));

	const adopted: string[] = [];
	const givenUp: string[] = [];
	for (const job of unwatched) {
		const isStarted = await dependencies.startWatch(adoptionName(job), job);
		(isStarted ? adopted : givenUp).push(job);
	}
	return {
		listed: jobs.length,
		recent: recent.length,
		recorded: recorded.size,
		watched: unrecorded.length - unwatched.length,
		adopted,
		givenUp,
	};
};

const arnOf = ({ datasetExportJobArn }: ListedJob): string => datasetExportJobArn;

/** Two sweeps that adopt the same job start the same execution. A job name has at most 63 characters, so 80 suffice. */
const adoptionName = (datasetExportJobArn: string): string => `adopted-${datasetExportJobArn.split('/').at(-1)}`;
