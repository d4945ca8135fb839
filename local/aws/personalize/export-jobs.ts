import type { JobPlan } from './job-plan.ts';
import type { CreateDatasetExportJobRequest } from './requests.ts';
import type { Export } from './write-export.ts';

const PENDING = 'CREATE PENDING';
const IN_PROGRESS = 'CREATE IN_PROGRESS';
const ACTIVE = 'ACTIVE';
const FAILED = 'CREATE FAILED';

/** A job waits for its turn for this part of its duration. */
const PENDING_SHARE = 0.2;
/** Node fires a longer timer at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface ExportJob {
	readonly datasetExportJobArn: string;
	readonly request: CreateDatasetExportJobRequest;
	/** What is written when it ends, and how it ends; absent where that was before the simulator began. */
	readonly export?: Export;
	readonly plan?: JobPlan;
	readonly creationDateTime: Date;
	/** When the job leaves `CREATE PENDING`, and when it leaves `CREATE IN_PROGRESS`; absent: never. */
	readonly startsAt?: Date;
	readonly endsAt?: Date;
	status: string;
	lastUpdatedDateTime: Date;
	failureReason?: string;
}

export interface ExportJobs {
	readonly add: (
		job: Pick<ExportJob, 'datasetExportJobArn' | 'request'> & { readonly export: Export; readonly plan: JobPlan },
	) => void;
	/** Adds a job that became ACTIVE some time ago. */
	readonly addPast: (
		job: Pick<ExportJob, 'datasetExportJobArn' | 'request'> & {
			readonly createdAt: Date;
			readonly durationSeconds: number;
		},
	) => void;
	readonly find: (datasetExportJobArn: string) => ExportJob | undefined;
	readonly newestFirst: () => ExportJob[];
	readonly countUnfinished: () => number;
	/** Moves a job to where it is by now. Its files are in S3 before its status says that they are. */
	readonly settle: (job: ExportJob) => Promise<void>;
	readonly close: () => void;
}

const secondsAfter = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);

const move = (job: ExportJob, status: string, at: Date): void => {
	job.status = status;
	job.lastUpdatedDateTime = at;
};

/** The export jobs of the account. None is ever forgotten, as the service has no call to delete one. */
export const createExportJobs = (dependencies: {
	readonly now: () => Date;
	readonly writeExport: (job: Export) => Promise<void>;
}): ExportJobs => {
	const { now, writeExport } = dependencies;
	const jobs = new Map<string, ExportJob>();
	const ends = new Map<ExportJob, Promise<void>>();
	const timers = new Map<ExportJob, NodeJS.Timeout>();

	const isDue = (date: Date | undefined): date is Date => date !== undefined && date <= now();

	const end = async (job: ExportJob, at: Date): Promise<void> => {
		let { status = ACTIVE, failureReason: reason } = job.plan ?? {};
		if (status === ACTIVE && job.export) {
			try {
				await writeExport(job.export);
			} catch (error) {
				status = FAILED;
				reason = (error as Error).message;
			}
		}
		if (status === FAILED) job.failureReason = reason;
		// the files are a part of the job: it is done when they are written
		move(job, status, status === ACTIVE ? now() : at);
	};

	const settle = async (job: ExportJob): Promise<void> => {
		if (job.status === PENDING && isDue(job.startsAt)) move(job, IN_PROGRESS, job.startsAt);
		if (job.status !== IN_PROGRESS || !isDue(job.endsAt)) return;
		// whoever comes while the files are being written waits for the same writing
		const ending = ends.get(job) ?? end(job, job.endsAt);
		ends.set(job, ending);
		await ending;
	};

	const nextTransition = (job: ExportJob): Date | undefined => {
		if (job.status === PENDING) return job.startsAt;
		return job.status === IN_PROGRESS ? job.endsAt : undefined;
	};

	/** The files appear in time although nobody asks; a process that is done does not stay for it. */
	const settleInTime = (job: ExportJob): void => {
		const at = nextTransition(job);
		if (!at) return;
		const delayMs = Math.min(Math.max(0, at.getTime() - now().getTime()), MAX_TIMER_MS);
		const timer = setTimeout(async () => {
			await settle(job);
			settleInTime(job);
		}, delayMs);
		timers.set(job, timer.unref());
	};

	return {
		add: (parts) => {
			const { plan } = parts;
			const createdAt = now();
			const endsAt = secondsAfter(createdAt, plan.durationSeconds);
			const job: ExportJob = {
				...parts,
				creationDateTime: createdAt,
				...(plan.status !== PENDING && { startsAt: secondsAfter(createdAt, plan.durationSeconds * PENDING_SHARE) }),
				...(plan.status !== PENDING && plan.status !== IN_PROGRESS && { endsAt }),
				status: PENDING,
				lastUpdatedDateTime: createdAt,
			};
			jobs.set(job.datasetExportJobArn, job);
			settleInTime(job);
		},
		addPast: ({ createdAt, durationSeconds, ...parts }) => {
			const endsAt = secondsAfter(createdAt, durationSeconds);
			jobs.set(parts.datasetExportJobArn, {
				...parts,
				creationDateTime: createdAt,
				endsAt,
				status: ACTIVE,
				lastUpdatedDateTime: endsAt,
			});
		},
		find: (datasetExportJobArn) => jobs.get(datasetExportJobArn),
		newestFirst: () => [...jobs.values()].reverse(),
		countUnfinished: () => [...jobs.values()].filter(({ endsAt }) => !isDue(endsAt)).length,
		settle,
		close: () => {
			for (const timer of timers.values()) clearTimeout(timer);
		},
	};
};
