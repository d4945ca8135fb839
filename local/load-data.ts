import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
	CreateDatasetCommand,
	CreateDatasetGroupCommand,
	CreateSchemaCommand,
	PersonalizeClient,
	ResourceAlreadyExistsException,
} from '@aws-sdk/client-personalize';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { readCsvTable } from './aws/personalize/csv-table.ts';
import { arn, buckets } from './aws/shared/names.ts';
import { listKeys } from './aws/shared/objects.ts';

export class BadDataFolder extends Error {
	override readonly name = 'BadDataFolder';

	constructor(path: string, problem: string) {
		super(`--data ${path}: ${problem}; it must have <group>/<TYPE>/*.csv, as my-shop/ITEMS/items.csv`);
	}
}

/** The folder of one dataset. */
interface DataFolder {
	readonly group: string;
	readonly type: string;
	readonly path: string;
	readonly csvFiles: readonly string[];
}

/**
 * Finds the datasets of a folder `<group>/<TYPE>/*.csv`.
 *
 * @throws BadDataFolder
 */
export const findData = (path: string): readonly DataFolder[] => {
	const folders = foldersIn(path, path).flatMap((group) =>
		foldersIn(path, join(path, group)).map((type): DataFolder => {
			const folder = join(path, group, type);
			const csvFiles = readdirSync(folder).filter((name) => name.toLowerCase().endsWith('.csv'));
			if (csvFiles.length === 0) throw new BadDataFolder(path, `${group}/${type}/ has no CSV file`);
			return { group, type: type.toUpperCase(), path: folder, csvFiles };
		}),
	);
	if (folders.length === 0) throw new BadDataFolder(path, 'no dataset is in it');
	return folders;
};

const foldersIn = (root: string, path: string): readonly string[] => {
	try {
		return readdirSync(path).filter((name) => statSync(join(path, name)).isDirectory());
	} catch (error) {
		throw new BadDataFolder(root, (error as Error).message);
	}
};

/**
 * Makes datasets of the folders, or replaces the data of those that exist.
 *
 * @returns the name of each dataset, as `my-shop/ITEMS`
 */
export const loadData = async (folders: readonly DataFolder[]): Promise<readonly string[]> => {
	const personalize = new PersonalizeClient({ maxAttempts: 10 });
	const s3 = new S3Client({});
	for (const folder of folders) {
		await createDataset(personalize, folder);
		await putFiles(s3, folder);
	}
	return folders.map(({ group, type }) => `${group}/${type}`);
};

const createDataset = async (personalize: PersonalizeClient, { group, type, path, csvFiles }: DataFolder) => {
	const name = `${group}-${type.toLowerCase()}`;
	const schema = readSchema(path) ?? schemaOfHeader(type, readFileSync(join(path, csvFiles[0] ?? '')));
	await unlessThere(personalize.send(new CreateDatasetGroupCommand({ name: group })));
	await unlessThere(personalize.send(new CreateSchemaCommand({ name, schema })));
	await unlessThere(
		personalize.send(
			new CreateDatasetCommand({
				name,
				datasetGroupArn: arn('personalize', `dataset-group/${group}`),
				schemaArn: arn('personalize', `schema/${name}`),
				datasetType: type,
			}),
		),
	);
};

const unlessThere = async (creation: Promise<unknown>): Promise<void> => {
	try {
		await creation;
	} catch (error) {
		if (!(error instanceof ResourceAlreadyExistsException)) throw error;
	}
};

const readSchema = (path: string): string | undefined =>
	readdirSync(path).includes('schema.json') ? readFileSync(join(path, 'schema.json'), 'utf8') : undefined;

/** Every column is text, and may be empty. */
const schemaOfHeader = (type: string, csv: Buffer): string =>
	JSON.stringify({
		type: 'record',
		name: type,
		namespace: 'com.amazonaws.personalize.schema',
		fields: (readCsvTable(csv)?.fieldNames ?? []).map((name) => ({ name, type: ['null', 'string'] })),
		version: '1.0',
	});

const putFiles = async (s3: S3Client, { group, type, path, csvFiles }: DataFolder): Promise<void> => {
	const prefix = `${group}/${type}/`;
	const Bucket = buckets.datasets;
	for (const Key of await listKeys(s3, { bucket: Bucket, prefix }))
		await s3.send(new DeleteObjectCommand({ Bucket, Key }));
	for (const file of csvFiles) {
		const params = { Bucket, Key: `${prefix}${file}`, Body: readFileSync(join(path, file)), ContentType: 'text/csv' };
		await new Upload({ client: s3, params }).done();
	}
};
