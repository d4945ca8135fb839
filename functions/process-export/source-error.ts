import { SourceChanged, SourceVanished } from './errors.ts';

/** What S3's refusal means of a file that a manifest names. */
export const sourceError = (key: string, error: unknown): unknown => {
	if (!(error instanceof Error)) return error;
	if (error.name === 'PreconditionFailed') return new SourceChanged(key);
	if (error.name === 'NoSuchKey' || error.name === 'NotFound') return new SourceVanished(key);
	return error;
};
