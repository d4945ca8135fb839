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
