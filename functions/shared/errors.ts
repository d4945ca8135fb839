/** Transient: the service asked for fewer requests; the workflow tries again. */
export class ServiceThrottled extends Error {
	override readonly name = 'ServiceThrottled';

	constructor(call: string, cause: Error) {
		super(`${call} was throttled: ${cause.message}`, { cause });
	}
}

/** Transient: the service or the way to it failed; the workflow tries again. */
export class ServiceUnavailable extends Error {
	override readonly name = 'ServiceUnavailable';

	constructor(call: string, cause: Error) {
		super(`${call} could not be answered: ${cause.message || cause.name}`, { cause });
	}
}

/** Permanent, but for the first moments after the job's creation: Personalize knows no such job. */
export class DatasetExportJobNotFound extends Error {
	override readonly name = 'DatasetExportJobNotFound';

	constructor(datasetExportJobArn: string, cause: Error) {
		super(`no dataset export job ${datasetExportJobArn}: ${cause.message}`, { cause });
	}
}

/** Permanent: Personalize will not describe the job to this role, or not with this ARN. */
export class DescribeRefused extends Error {
	override readonly name = 'DescribeRefused';

	constructor(datasetExportJobArn: string, cause: Error) {
		super(`Personalize refuses to describe ${datasetExportJobArn}: ${cause.name}: ${cause.message}`, { cause });
	}
}

/** Permanent: the job's folder has files, but none of the job's own time. */
export class NoFileOfTheJob extends Error {
	override readonly name = 'NoFileOfTheJob';

	constructor(path: string, leftOut: number) {
		super(
			`none of the ${leftOut} files under ${path} was written between the job's creation and its end; the manifest names them`,
		);
	}
}

/** Permanent: the finished job does not say where its files are. */
export class OutputPathUnknown extends Error {
	override readonly name = 'OutputPathUnknown';

	constructor(datasetExportJobArn: string, path: string | undefined) {
		super(
			`the output path of ${datasetExportJobArn} is ${path === undefined ? 'missing' : JSON.stringify(path)}; expected s3://bucket/folder/`,
		);
	}
}

/** Permanent: a step was given what its contract does not allow; the definition and the function do not fit together. */
export class StepInputInvalid extends Error {
	override readonly name = 'StepInputInvalid';

	constructor(problems: string) {
		super(`the step's input does not fit its contract: ${problems}`);
	}
}

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
		super(`${jobName} has to wait for a quota: ${cause.message}`, { cause });
	}
}

/** Permanent: Personalize will not create such a job. */
export class CreateRefused extends Error {
	override readonly name = 'CreateRefused';

	constructor(jobName: string, cause: Error) {
		super(`Personalize refuses to create ${jobName}: ${cause.name}: ${cause.message}`, { cause });
	}
}

/** Permanent: a job of this name exports something else. */
export class JobNameTaken extends Error {
	override readonly name = 'JobNameTaken';

	constructor(jobName: string) {
		super(`an export job ${jobName} of another dataset or output exists, and a name cannot be used twice`);
	}
}
