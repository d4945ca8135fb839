/** Permanent: the job's folder has files, but none of the job's own time. */
export class NoFileOfTheJob extends Error {
	override readonly name = 'NoFileOfTheJob';

	constructor(path: string, excluded: number) {
		super(
			`none of the ${excluded} files under ${path} was written between the job's creation and its end; the manifest names them`,
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

/** Permanent: executions of the processing state machine have the names of this job, but failed or process something else. */
export class ProcessingNameTaken extends Error {
	override readonly name = 'ProcessingNameTaken';

	constructor(jobName: string) {
		super(
			`an execution of the processing state machine has the name of ${jobName}, but failed or has another input; start a new watch with "replay": true`,
		);
	}
}

/** Permanent: polls were not answered until the deadline had passed. */
export class UnansweredUntilDeadline extends Error {
	override readonly name = 'UnansweredUntilDeadline';

	constructor(silence: string, lastStatus: string | undefined, cause: Error) {
		const before =
			lastStatus === undefined ? 'none was answered before' : `the last answer was ${JSON.stringify(lastStatus)}`;
		super(`${silence}; ${before}; ${cause.message}`, { cause });
	}
}

/** Permanent: people were notified, but actions of the team's own were refused. The record shows which are undone. */
export class OwnActionsFailed extends Error {
	override readonly name = 'OwnActionsFailed';

	constructor(failures: readonly (readonly [action: string, error: Error])[]) {
		super(failures.map(([action, { name, message }]) => `${action}: ${name}: ${message}`).join('; '));
	}
}
