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
