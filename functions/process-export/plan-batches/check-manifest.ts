import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { shorten } from '../../shared/text.ts';
import { FileListedTwice, ManifestMismatch } from '../errors.ts';

/**
 * A manifest must be of the job and the dataset that the input names: those decide where the rows are published.
 *
 * @throws ManifestMismatch, FileListedTwice
 */
export const checkManifest = (manifest: Manifest, input: ProcessingInput): void => {
	const location = `s3://${input.manifest.bucket}/${input.manifest.key}`;
	for (const field of ['datasetExportJobArn', 'jobName', 'datasetArn'] as const) {
		const [found, expected] = [manifest[field], input[field]];
		if (found !== undefined && expected !== undefined && found !== expected) {
			throw new ManifestMismatch(location, field, shorten(found), shorten(expected));
		}
	}
	const listed = new Set<string>();
	for (const { bucket, key } of manifest.files) {
		const file = `s3://${bucket}/${key}`;
		if (listed.has(file)) throw new FileListedTwice(location, file);
		listed.add(file);
	}
};
