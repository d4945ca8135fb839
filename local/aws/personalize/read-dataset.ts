import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { buckets } from '../names.ts';
import { type CsvTable, readCsvTable } from './csv-table.ts';
import type { Dataset } from './simulated-datasets.ts';

class InvalidCsv extends Error {
	override readonly name = 'InvalidCsv';
}

const listCsvKeys = async (s3: S3Client, prefix: string): Promise<string[]> => {
	const keys: string[] = [];
	for await (const { Contents = [] } of paginateListObjectsV2(
		{ client: s3 },
		{ Bucket: buckets.datasets, Prefix: prefix },
	)) {
		for (const { Key } of Contents) if (Key?.endsWith('.csv')) keys.push(Key);
	}
	return keys;
};

const readTable = async (s3: S3Client, key: string): Promise<CsvTable | undefined> => {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: buckets.datasets, Key: key }));
	const csv = Buffer.from((await Body?.transformToByteArray()) ?? []);
	try {
		return readCsvTable(csv);
	} catch (cause) {
		throw new InvalidCsv(`s3://${buckets.datasets}/${key}: ${(cause as Error).message}`, { cause });
	}
};

/**
 * What the dataset contains: the CSV objects under its prefix, in key order. Objects with the same header are one
 * table. One with another header is a table of its own, because records under a header that is not theirs would
 * be false.
 */
export const readDataset = async (s3: S3Client, dataset: Dataset): Promise<CsvTable[]> => {
	const tables: CsvTable[] = [];
	for (const key of await listCsvKeys(s3, dataset.sourcePrefix)) {
		const table = await readTable(s3, key);
		if (table) tables.push(table);
	}
	const byHeader = Map.groupBy(tables, ({ fieldNames }) => JSON.stringify(fieldNames));
	return [...byHeader.values()].map((alike) => ({
		...(alike[0] as CsvTable),
		records: alike.flatMap(({ records }) => records),
	}));
};
