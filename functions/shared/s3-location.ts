export interface S3Location {
	readonly bucket: string;
	/** Empty, or ends with a slash; taken literally, as S3 keys are. */
	readonly prefix: string;
}

/** Reads `s3://bucket/folder/`; undefined for anything else. A folder without its last slash is the same folder. */
export const readS3Location = (path: string | undefined): S3Location | undefined => {
	const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(path ?? '');
	if (!match?.[1]) return undefined;
	const folder = match[2] ?? '';
	return { bucket: match[1], prefix: folder === '' || folder.endsWith('/') ? folder : `${folder}/` };
};
