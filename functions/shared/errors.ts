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

/** Permanent, except in the first moments after the job's creation: Personalize knows no such job. */
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

/** Permanent: the definition passes a step an input that its contract does not allow. */
export class StepInputInvalid extends Error {
	override readonly name = 'StepInputInvalid';

	constructor(problems: string) {
		super(`the step's input does not fit its contract: ${problems}`);
	}
}
