import { AwsError } from '../aws-json.ts';

export interface S3Destination {
	readonly bucket: string;
	/** Ends with `/`, or is empty for the root of the bucket. */
	readonly prefix: string;
}

/** Takes `s3://bucket/folder/` literally: spaces, `+` and `%` in it are part of the key. */
export const parseS3Destination = (path: string): S3Destination => {
	const [, bucket, folder] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
	// the model's pattern lets http and https through; an export can only go to S3
	if (!bucket || folder === undefined) {
		throw new AwsError('InvalidInputException', `S3 path '${path}' is not valid: give it as s3://bucket/folder/`);
	}
	return { bucket, prefix: folder === '' || folder.endsWith('/') ? folder : `${folder}/` };
};
