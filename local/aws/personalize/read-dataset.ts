import type { S3Client } from '@aws-sdk/client-s3';
import { buckets } from '../shared/names.ts';
import { listKeys, readObject } from '../shared/objects.ts';
import { type CsvTable, readCsvTable } from './csv-table.ts';
import type { Dataset } from './dataset-catalog.ts';

class InvalidCsv extends Error {
	override readonly name = 'InvalidCsv';
}

const readTable = async (s3: S3Client, key: string): Promise<CsvTable | undefined> => {
	const csv = await readObject(s3, buckets.datasets, key);
	try {
		return readCsvTable(csv);
	} catch (cause) {
		throw new InvalidCsv(`s3://${buckets.datasets}/${key}: ${(cause as Error).message}`, { cause });
	}
};

/**
 * The records of the dataset: those of the CSV objects in its folder, in the order of the keys. Objects with the same
 * header are one table. One with another header is a table of its own, because a record belongs to its own header.
 */
export const readDataset = async (s3: S3Client, dataset: Dataset): Promise<CsvTable[]> => {
	const keys = await listKeys(s3, { bucket: buckets.datasets, prefix: dataset.sourcePrefix });
	const tables: CsvTable[] = [];
	for (const key of keys.filter((name) => name.endsWith('.csv'))) {
		const table = await readTable(s3, key);
		if (table) tables.push(table);
	}
	const byHeader = Map.groupBy(tables, ({ fieldNames }) => JSON.stringify(fieldNames));
	return [...byHeader.values()].map((alike) => ({
		...(alike[0] as CsvTable),
		records: alike.flatMap(({ records }) => records),
	}));
};
