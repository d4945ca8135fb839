import {
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
	type S3Client,
} from '@aws-sdk/client-s3';
import type { DatasetManifest } from '#contracts/dataset.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { PROCESS_EXPORT, type useEmbeddedAws } from './embedded.ts';

type Aws = ReturnType<typeof useEmbeddedAws>;

/** An export in the bucket: the input of ProcessExport, and the folder of the dataset. */
export interface StoredExport {
	readonly input: ProcessingInput;
	readonly prefix: string;
	readonly manifest: Manifest;
}

let exported = 0;

/** Puts files and their manifest into the buckets, as after a watch. */
export const storeExport = async (
	aws: Aws,
	parts: Readonly<Record<string, string | Buffer>>,
	{ datasetType = 'INTERACTIONS', datasetGroup = 'demo' } = {},
): Promise<StoredExport> => {
	const { s3 } = aws.clients();
	const jobName = `stored-${exported++}`;
	const files: Manifest['files'] = [];
	for (const [name, body] of Object.entries(parts)) {
		const Body = Buffer.from(body as Buffer);
		const Key = `${jobName}/${name}`;
		const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: 'exports', Key, Body }));
		const { ContentLength = 0 } = await s3.send(new HeadObjectCommand({ Bucket: 'exports', Key }));
		const eTag = ETag.replaceAll('"', '');
		files.push({ bucket: 'exports', key: Key, size: ContentLength, eTag, lastModified: '2026-03-01T02:00:00.000Z' });
	}
	const datasetExportJobArn = `arn:aws:personalize:us-east-1:000000000000:dataset-export-job/${jobName}`;
	const datasetArn = `arn:aws:personalize:us-east-1:000000000000:dataset/${datasetGroup}/${datasetType}`;
	const manifest: Manifest = {
		version: 1,
		datasetExportJobArn,
		jobName,
		datasetArn,
		outputPath: `s3://exports/${jobName}/`,
		listedAt: '2026-03-01T02:00:00.000Z',
		fileCount: files.length,
		totalBytes: files.reduce((bytes, { size }) => bytes + size, 0),
		files,
		excluded: [],
	};
	const key = `${jobName}/manifest.json`;
	await s3.send(new PutObjectCommand({ Bucket: 'manifests', Key: key, Body: JSON.stringify(manifest) }));
	return {
		input: { datasetExportJobArn, jobName, datasetArn, manifest: { bucket: 'manifests', key } },
		prefix: `datasets/${datasetGroup}/${datasetType}/export=${jobName}/`,
		manifest,
	};
};

/** A folder of the processed bucket. */
export const processedFolder = (s3: S3Client, prefix: string) => {
	const read = async (name: string): Promise<Buffer> => {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'processed', Key: `${prefix}${name}` }));
		return Buffer.from((await Body?.transformToByteArray()) ?? []);
	};
	return {
		prefix,
		names: async (): Promise<string[]> => {
			const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'processed', Prefix: prefix }));
			return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
		},
		read,
		readJson: async (name: string) => JSON.parse((await read(name)).toString()),
		manifest: async (): Promise<DatasetManifest> => JSON.parse((await read('_manifest.json')).toString()),
		rejects: async (name: string): Promise<Record<string, unknown>[]> =>
			(await read(name))
				.toString()
				.trim()
				.split('\n')
				.map((line) => JSON.parse(line)),
	};
};

/** Runs ProcessExport over an export to its end. */
export const processExport = async (aws: Aws, { input, prefix }: Pick<StoredExport, 'input' | 'prefix'>) => {
	const end = await aws.endOf(await aws.start(PROCESS_EXPORT, input));
	return { ...end, dataset: JSON.parse(end.output ?? 'null'), folder: processedFolder(aws.clients().s3, prefix) };
};
