/** Transient: the dataset is being imported, exported or updated; it can be exported afterwards. */
export class DatasetBusy extends Error {
	override readonly name = 'DatasetBusy';

	constructor(jobName: string, cause: Error) {
		super(`the dataset of ${jobName} is in use: ${cause.message}`, { cause });
	}
}

/** Transient: too many jobs are pending or in progress, or too many requests were made. */
export class ExportQuotaReached extends Error {
	override readonly name = 'ExportQuotaReached';

	constructor(jobName: string, cause: Error) {
		super(`${jobName} waits for a quota: ${cause.message}`, { cause });
	}
}

/** Permanent: Personalize will not create such a job. */
export class CreateRefused extends Error {
	override readonly name = 'CreateRefused';

	constructor(jobName: string, cause: Error) {
		super(`Personalize refuses to create ${jobName}: ${cause.name}: ${cause.message}`, { cause });
	}
}

/** Permanent: a job of this name exports another dataset, or to another output. */
export class JobNameTaken extends Error {
	override readonly name = 'JobNameTaken';

	constructor(jobName: string) {
		super(
			`the job name ${jobName} is taken by an export of another dataset or to another output; a name cannot be used twice`,
		);
	}
}
