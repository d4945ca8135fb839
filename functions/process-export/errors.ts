/** Permanent: there is no manifest where the input says, or no valid one. */
export class ManifestUnreadable extends Error {
	override readonly name = 'ManifestUnreadable';

	constructor(location: string, reason: string) {
		super(`the manifest ${location} cannot be read: ${reason}`);
	}
}

/** Permanent: the manifest lists the files of another job than the one whose dataset is to be made. */
export class ManifestMismatch extends Error {
	override readonly name = 'ManifestMismatch';

	constructor(location: string, field: string, found: string, expected: string) {
		super(`the manifest ${location} has the ${field} ${found}, not ${expected} as the input`);
	}
}

/** Permanent: the manifest lists a file twice, so its rows would be published twice. */
export class FileListedTwice extends Error {
	override readonly name = 'FileListedTwice';

	constructor(location: string, file: string) {
		super(`the manifest ${location} lists ${file} twice`);
	}
}

/** Permanent: a file of the manifest has another ETag now, so it may not be what the job wrote. */
export class SourceChanged extends Error {
	override readonly name = 'SourceChanged';

	constructor(key: string) {
		super(`${key} has changed since the manifest was written`);
	}
}

/** Permanent: a file of the manifest is gone. */
export class SourceVanished extends Error {
	override readonly name = 'SourceVanished';

	constructor(key: string) {
		super(`${key} is in the manifest, but no longer in the bucket`);
	}
}

/** Permanent: a file cannot be unpacked, did not arrive whole, or does not fit the disk. */
export class SourceUnreadable extends Error {
	override readonly name = 'SourceUnreadable';

	constructor(key: string, reason: string) {
		super(`${key} cannot be read: ${reason}`);
	}
}

/** Permanent: the first record of a file is not a valid header. */
export class HeaderInvalid extends Error {
	override readonly name = 'HeaderInvalid';

	constructor(key: string, reason: string) {
		super(`the header of ${key} cannot be used: ${reason}`);
	}
}

/** Permanent: a file has no column for a field that the dataset's schema requires. */
export class RequiredColumnMissing extends Error {
	override readonly name = 'RequiredColumnMissing';

	constructor(key: string, fields: readonly string[]) {
		super(`${key} lacks ${fields.join(', ')}, which the dataset's schema requires`);
	}
}

/** Permanent: a file has no column of the dataset, so it is most likely another team's. */
export class ForeignFile extends Error {
	override readonly name = 'ForeignFile';

	constructor(key: string, found: number, expected: number) {
		const header = `its first line has ${found} ${found === 1 ? 'cell' : 'cells'}, none of them a name of the ${expected} columns`;
		super(
			`${key} has no column of this dataset: ${header}; it may have no header line, a separator other than a comma, or belong to another team`,
		);
	}
}

/** Permanent: there is neither a schema nor a header that names the dataset's columns. */
export class ColumnsUnknown extends Error {
	override readonly name = 'ColumnsUnknown';

	constructor(reason: string) {
		super(`every file is empty, and the dataset's schema cannot be read: ${reason}`);
	}
}

/** Permanent: the files have more columns than can be converted and profiled. */
export class TooManyColumns extends Error {
	override readonly name = 'TooManyColumns';

	constructor(columns: number, limit: number) {
		super(`the files have ${columns} columns together; a dataset may have at most ${limit}`);
	}
}

/** Permanent: an object in the staging folder is not what a step of this run has left there. */
export class StagingInvalid extends Error {
	override readonly name = 'StagingInvalid';

	constructor(key: string, reason: string) {
		super(`${key} cannot be used: ${reason}`);
	}
}

/** Permanent: another run has published the same dataset meanwhile. Its dataset stands, whole; this one's was removed. */
export class DatasetReplaced extends Error {
	override readonly name = 'DatasetReplaced';

	constructor(location: string) {
		super(`another run published the dataset ${location} at the same time; that one stands`);
	}
}

/** Permanent: DuckDB failed. Its own message is not repeated, because it may hold cells of the data. */
export class ConversionFailed extends Error {
	override readonly name = 'ConversionFailed';

	constructor(subject: string, kind: string) {
		super(`DuckDB failed on ${subject}: ${kind}`);
	}
}

/** Permanent: rows are missing; they are neither in the parts nor among the rejects. */
export class RowsLost extends Error {
	override readonly name = 'RowsLost';

	constructor(subject: string, expected: string, found: string) {
		super(`rows of ${subject} are lost: expected ${expected}, found ${found}`);
	}
}

/** Permanent: a larger share of the data than tolerated does not fit the schema. */
export class TooManyRejects extends Error {
	override readonly name = 'TooManyRejects';

	constructor(found: string, tolerated: number, rejectsAt: string) {
		super(`${found} do not fit the schema, more than the tolerated share of ${tolerated}; they are in ${rejectsAt}`);
	}
}

/** Permanent: batches failed; the message repeats their errors. */
export class BatchesFailed extends Error {
	override readonly name = 'BatchesFailed';

	constructor(failed: number, batches: number, reason: string) {
		super(`${failed} of ${batches} batches failed: ${reason}`);
	}
}
