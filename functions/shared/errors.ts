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

/** Permanent: the manifest is not where the input says, or is none. */
export class ManifestUnreadable extends Error {
	override readonly name = 'ManifestUnreadable';

	constructor(location: string, why: string) {
		super(`the manifest ${location} cannot be read: ${why}`);
	}
}

/** Permanent: a file of the manifest has another ETag now; what is read would not be what the job wrote. */
export class SourceChanged extends Error {
	override readonly name = 'SourceChanged';

	constructor(key: string) {
		super(`${key} has changed since the manifest was written; export again, or start a new watch with "replay": true`);
	}
}

/** Permanent: a file of the manifest is gone. */
export class SourceVanished extends Error {
	override readonly name = 'SourceVanished';

	constructor(key: string) {
		super(`${key} is in the manifest but no longer in the bucket; put it back, or export again`);
	}
}

/** Permanent: a file's bytes cannot be unpacked, or do not fit the disk. */
export class SourceUnreadable extends Error {
	override readonly name = 'SourceUnreadable';

	constructor(key: string, why: string) {
		super(`${key} cannot be read: ${why}`);
	}
}

/** Permanent: a file's first line is no header. */
export class HeaderInvalid extends Error {
	override readonly name = 'HeaderInvalid';

	constructor(key: string, why: string) {
		super(`the header of ${key} cannot be used: ${why}`);
	}
}

/** Permanent: a file has no column for a field that the dataset's schema requires. */
export class RequiredColumnMissing extends Error {
	override readonly name = 'RequiredColumnMissing';

	constructor(key: string, fields: readonly string[]) {
		super(`${key} lacks ${fields.join(', ')}, which the dataset's schema requires`);
	}
}

/** Permanent: a file shares no column with the dataset, so it is most likely another team's. */
export class ForeignFile extends Error {
	override readonly name = 'ForeignFile';

	constructor(key: string) {
		super(
			`${key} has no column of this dataset; if it is another team's, move it away and start a replay of the watch`,
		);
	}
}

/** Permanent: there is neither a schema nor a header from which the dataset could have columns. */
export class ColumnsUnknown extends Error {
	override readonly name = 'ColumnsUnknown';

	constructor(why: string) {
		super(`every file is empty, and the dataset's schema cannot be read: ${why}`);
	}
}

/** Permanent: DuckDB gave a file up; its own words are not repeated, because they may hold cells of the file. */
export class ConversionFailed extends Error {
	override readonly name = 'ConversionFailed';

	constructor(what: string, kind: string) {
		super(`${what} could not be converted: ${kind}`);
	}
}

/** Permanent: rows of a file are neither in its part nor among its rejects. */
export class RowsLost extends Error {
	override readonly name = 'RowsLost';

	constructor(what: string, rowsIn: number, rowsOut: number, rejects: number) {
		super(`${what} has ${rowsIn} rows, but ${rowsOut} were written and ${rejects} rejected`);
	}
}

/** Permanent: more of the data does not fit the schema than is tolerated. */
export class TooManyRejects extends Error {
	override readonly name = 'TooManyRejects';

	constructor(found: string, tolerated: number, rejects: string) {
		super(`${found} do not fit the schema, more than the tolerated share of ${tolerated}; they are in ${rejects}`);
	}
}

/** Permanent: a batch was given up; the message says why. */
export class BatchesFailed extends Error {
	override readonly name = 'BatchesFailed';

	constructor(failed: number, batches: number, why: string) {
		super(`${failed} of ${batches} batches failed: ${why}`);
	}
}
