import { SourceChanged, SourceVanished } from './errors.ts';

/** The error of a file in the manifest that S3 does not return; any other error as it is. */
export const sourceError = (key: string, error: unknown): unknown => {
	if (!(error instanceof Error)) return error;
	if (error.name === 'PreconditionFailed') return new SourceChanged(key);
	if (error.name === 'NoSuchKey' || error.name === 'NotFound') return new SourceVanished(key);
	return error;
};
