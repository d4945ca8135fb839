import { SourceChanged, SourceUnreadable, SourceVanished } from './errors.ts';

/** A file, unpacked, and its part have to fit the 10,240 MB of a function's disk. */
const MAX_FILE_BYTES = 8 * 1024 ** 3;

/** @throws SourceUnreadable for a file that is larger than this, packed or unpacked */
export const refuseTooLarge = (key: string, bytes: number, maxBytes = MAX_FILE_BYTES): void => {
	if (bytes > maxBytes) throw new SourceUnreadable(key, `it has more than ${maxBytes} bytes, unpacked`);
};

/** The error of a file that S3 does not return, or that the disk does not hold; any other error as it is. */
export const sourceError = (key: string, error: unknown): unknown => {
	if (!(error instanceof Error)) return error;
	if (Reflect.get(error, 'code') === 'ENOSPC') return new SourceUnreadable(key, "it does not fit the function's disk");
	if (error.name === 'PreconditionFailed') return new SourceChanged(key);
	if (error.name === 'NoSuchKey' || error.name === 'NotFound') return new SourceVanished(key);
	return error;
};
