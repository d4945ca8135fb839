import type { Clock, Timer } from '../shared/clock.ts';
import { ACTIVE, FAILED, IN_PROGRESS, type JobPlan, PENDING } from './job-plan.ts';
import type { CreateDatasetExportJobRequest } from './requests.ts';
import type { Export } from './write-export.ts';

/** The part of its duration that a job is pending. */
const PENDING_SHARE = 0.2;

export interface ExportJob {
	/** Counts the jobs in the order of their creation, from 1. */
	readonly sequence: number;
	readonly datasetExportJobArn: string;
	readonly request: CreateDatasetExportJobRequest;
	/** Absent if the job ended before the simulator began. */
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
	/** Gives a job the status that it has by now. Its files are in S3 before it is ACTIVE. */
	readonly settle: (job: ExportJob) => Promise<void>;
	readonly close: () => void;
}

const secondsAfter = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);

const move = (job: ExportJob, status: string, at: Date): void => {
	job.status = status;
	job.lastUpdatedDateTime = at;
};

/** The export jobs of the account. All are kept, because the service has no call that deletes one. */
export const createExportJobs = (dependencies: {
	readonly clock: Clock;
	readonly writeExport: (job: Export) => Promise<void>;
}): ExportJobs => {
	const { clock, writeExport } = dependencies;
	const jobs = new Map<string, ExportJob>();
	const ends = new Map<ExportJob, Promise<void>>();
	const timers = new Map<ExportJob, Timer>();

	const isDue = (date: Date | undefined): date is Date => date !== undefined && date <= clock.now();

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
		// the files are a part of the job: it ends when they are written
		move(job, status, status === ACTIVE ? clock.now() : at);
	};

	const settle = async (job: ExportJob): Promise<void> => {
		if (job.status === PENDING && isDue(job.startsAt)) move(job, IN_PROGRESS, job.startsAt);
		const { endsAt } = job;
		if (job.status !== IN_PROGRESS || !isDue(endsAt)) return;
		// whoever asks while the files are being written waits for the same writing
		const ending = ends.get(job) ?? clock.hold(() => end(job, endsAt));
		ends.set(job, ending);
		await ending;
	};

	const nextTransition = (job: ExportJob): Date | undefined => {
		if (job.status === PENDING) return job.startsAt;
		return job.status === IN_PROGRESS ? job.endsAt : undefined;
	};

	/** Files appear in time although nobody asks for the job. */
	const settleInTime = (job: ExportJob): void => {
		const at = nextTransition(job);
		if (!at) return;
		const milliseconds = Math.max(0, at.getTime() - clock.now().getTime());
		const timer = clock.startTimer(milliseconds, async () => {
			await settle(job);
			settleInTime(job);
		});
		timers.set(job, timer);
	};

	return {
		add: (parts) => {
			const { plan } = parts;
			const createdAt = clock.now();
			const endsAt = secondsAfter(createdAt, plan.durationSeconds);
			const job: ExportJob = {
				...parts,
				sequence: jobs.size + 1,
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
				sequence: jobs.size + 1,
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
			for (const timer of timers.values()) timer.cancel();
		},
	};
};
