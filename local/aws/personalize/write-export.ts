import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from '#functions/shared/s3-location.ts';
import { buckets } from '../shared/names.ts';
import { cutIntoParts } from './csv-table.ts';
import type { Dataset } from './dataset-catalog.ts';
import { readDataset } from './read-dataset.ts';

export interface Export {
	readonly dataset: Dataset;
	readonly destination: S3Location;
	readonly parts: number;
}

const failing = (action: string) => (cause: Error) => {
	throw new Error(`${action}: ${cause.name}: ${cause.message}`, { cause });
};

const headerOnly = ({ fieldNames }: Dataset): Buffer => Buffer.from(`${fieldNames.join(',')}\n`);

/**
 * Writes the CSV parts of an export. A part has one header: a dataset whose files have several headers is cut into
 * `parts` parts for each of them, and a dataset without data is one part with the header of its schema. AWS does not
 * publish how the real service names its files.
 */
export const writeExport = async (s3: S3Client, { dataset, destination, parts }: Export): Promise<void> => {
	if (parts === 0) return;
	const tables = await readDataset(s3, dataset).catch(failing(`Could not read the bucket ${buckets.datasets}`));
	const bodies = tables.length === 0 ? [headerOnly(dataset)] : tables.flatMap((table) => cutIntoParts(table, parts));

	for (const [index, Body] of bodies.entries()) {
		const Key = `${destination.prefix}part-${String(index).padStart(5, '0')}.csv`;
		await s3
			.send(new PutObjectCommand({ Bucket: destination.bucket, Key, Body, ContentType: 'text/csv' }))
			.catch(failing(`Could not write to the bucket ${destination.bucket}`));
	}
};
