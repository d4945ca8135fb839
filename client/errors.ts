/** What a person can cause or mend. The messages say what is wrong, show the value, and say what to do. */
export abstract class ClientError extends Error {}

export class InstallationNotFound extends ClientError {
	override readonly name = 'InstallationNotFound';

	constructor(parameter: string, region: string, reason: string, cause?: Error) {
		super(
			`no Exportwatch in ${region}: the parameter ${parameter} of the Parameter Store ${reason}; deploy it, choose another Region or account with AWS_REGION and AWS_PROFILE, or start the embedded AWS and set AWS_ENDPOINT_URL`,
			{ cause },
		);
	}
}

const similar = (names: readonly string[]): string =>
	names.length > 0
		? `export jobs of such a name: ${names.join(', ')}`
		: 'the account has none with a name that contains it; exportwatch ls lists the watches';

export class JobNotFound extends ClientError {
	override readonly name = 'JobNotFound';

	constructor(job: string, names: readonly string[]) {
		super(`no export job ${job}; ${similar(names)}`);
	}
}

export class WatchNotFound extends ClientError {
	override readonly name = 'WatchNotFound';

	constructor(jobName: string, status: string) {
		super(`nobody has watched the export job ${jobName}, whose status is ${status}; start a watch of it`);
	}
}

export class NotRunning extends ClientError {
	override readonly name = 'NotRunning';

	constructor(jobName: string, status: string) {
		super(`no watch of ${jobName} is running, so there is none to stop; the status of the export job is ${status}`);
	}
}

export class NoJobWatched extends ClientError {
	override readonly name = 'NoJobWatched';

	constructor(executionArn: string, reason: string) {
		super(`the execution ${executionArn} watches no job: ${reason}`);
	}
}

export class BadRequest extends ClientError {
	override readonly name = 'BadRequest';

	constructor(problems: string) {
		super(problems);
	}
}

export class IndexMissing extends ClientError {
	override readonly name = 'IndexMissing';

	constructor(table: string, index: string, cause: Error) {
		super(`the table ${table} has no index ${index}, by which watches are listed; deploy this version of Exportwatch`, {
			cause,
		});
	}
}

export class NotThere extends ClientError {
	override readonly name = 'NotThere';
}

export class QueryFailed extends ClientError {
	override readonly name = 'QueryFailed';
}

export class SweepFailed extends ClientError {
	override readonly name = 'SweepFailed';
}
