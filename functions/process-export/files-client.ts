import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/aws-calls.ts';

/** S3 for the steps that move files: an upload of 8 MiB or a copy within S3 may take longer than an ordinary call. */
export const createFilesClient = (): S3Client =>
	new S3Client({
		...clientSettings,
		maxAttempts: 3,
		requestHandler: { ...clientSettings.requestHandler, requestTimeout: 120_000 },
		// The rows are counted instead: a CRC in JavaScript takes longer than the conversion.
		responseChecksumValidation: 'WHEN_REQUIRED',
		requestChecksumCalculation: 'WHEN_REQUIRED',
	});
