import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { buckets } from '../names.ts';
import { cutIntoParts } from './csv-table.ts';
import { readDataset } from './read-dataset.ts';
import type { S3Destination } from './s3-destination.ts';
import type { Dataset } from './simulated-datasets.ts';

export interface Export {
	readonly dataset: Dataset;
	readonly destination: S3Destination;
	readonly parts: number;
}

export type WriteExport = (job: Export) => Promise<void>;

const failing = (deed: string) => (cause: Error) => {
	throw new Error(`${deed}: ${cause.name}: ${cause.message}`, { cause });
};

const headerOnly = ({ fieldNames }: Dataset): Buffer => Buffer.from(`${fieldNames.join(',')}\n`);

/**
 * Writes the CSV parts of an export. A part has one header, so a dataset whose files have several headers is cut into
 * that many parts for each; one without any data is a single part with the header of its schema. How the real
 * service names its files is not published.
 */
export const createExportWriter =
	(s3: S3Client): WriteExport =>
	async ({ dataset, destination, parts }) => {
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
