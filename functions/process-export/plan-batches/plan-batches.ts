import type { DatasetSchema } from '#contracts/avro-columns.ts';
import type { Batch, DatasetPlan, SourceFile } from '#contracts/dataset-run.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { Folder, ProcessingInput } from '#contracts/processing.ts';
import { datasetFolder } from '#contracts/vocabulary.ts';
import { sumOf } from '../../shared/sum-of.ts';
import type { Head } from '../csv/read-head.ts';
import { SourceUnreadable } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { stagingFolder } from '../staging.ts';
import { balanceBatches } from './balance-batches.ts';
import { chooseColumns, type SampledTypes } from './choose-columns.ts';

interface PlanRequest {
	readonly input: ProcessingInput;
	readonly executionName: string;
}

interface Dependencies {
	/** The folder of all datasets. */
	readonly processed: Folder;
	readonly readManifest: (manifest: ProcessingInput['manifest']) => Promise<Manifest>;
	readonly readSchema: (datasetArn: string | undefined) => Promise<DatasetSchema>;
	readonly readHead: (file: Manifest['files'][number]) => Promise<Pick<Head, 'header' | 'isGzip'>>;
	readonly sniffTypes: (files: readonly SourceFile[]) => Promise<SampledTypes>;
	readonly putBatch: (staging: Folder, number: number, batch: Batch) => Promise<void>;
	readonly putPlan: (plan: DatasetPlan) => Promise<void>;
}

/** The execution's state holds no more than this; the batches are in the staging folder. */
interface PlannedBatches {
	readonly staging: Folder;
	readonly batches: readonly number[];
	readonly fileCount: number;
	readonly totalBytes: number;
}

/** A file, unpacked, and its part have to fit the 10,240 MB of a function's disk. */
const MAX_FILE_BYTES = 8 * 1024 ** 3;
/** With so many requests at a time, 100,000 headers take a minute or two. */
const HEADERS_AT_ONCE = 64;

/** Reads the header of each file, chooses the columns once for all files, and puts balanced batches into staging. */
export const planBatches = async (
	{ input, executionName }: PlanRequest,
	{ processed, readManifest, readSchema, readHead, sniffTypes, putBatch, putPlan }: Dependencies,
): Promise<PlannedBatches> => {
	const manifest = await readManifest(input.manifest);
	const files = [...manifest.files].sort((one, other) => (one.key < other.key ? -1 : 1));
	const tooLarge = files.find(({ size }) => size > MAX_FILE_BYTES);
	if (tooLarge) throw new SourceUnreadable(tooLarge.key, `${tooLarge.size} bytes are more than ${MAX_FILE_BYTES}`);

	const datasetArn = input.datasetArn ?? manifest.datasetArn;
	const schema = await readSchema(datasetArn);
	const sources = await mapConcurrently([...files.entries()], HEADERS_AT_ONCE, async ([index, file]) => {
		const { bucket, key, size, eTag } = file;
		const { header, isGzip } = await readHead(file);
		return { index, bucket, key, size, eTag, header: [...header], isGzip };
	});
	const columns = [...(await chooseColumns(sources, schema, sniffTypes))];
	const batches = balanceBatches(sources);

	const staging = stagingFolder(processed, executionName);
	for (const [number, batch] of batches.entries()) await putBatch(staging, number, { columns, files: batch });
	const { datasetGroup, datasetType } = readDatasetArn(datasetArn);
	const { bucket, prefix } = processed;
	const figures = { fileCount: files.length, totalBytes: sumOf(files, ({ size }) => size) };
	await putPlan({
		input,
		datasetGroup,
		datasetType,
		location: { bucket, prefix: `${prefix}${datasetFolder(datasetGroup, datasetType, input.jobName)}` },
		staging,
		columns,
		schema: { schemaArn: schema.schemaArn, avro: schema.avro, unread: schema.unread },
		batches: batches.length,
		...figures,
	});
	return { staging, batches: [...batches.keys()], ...figures };
};

/** `arn:…:dataset/<dataset group>/<dataset type>`. */
const readDatasetArn = (datasetArn = ''): { readonly datasetGroup: string; readonly datasetType: string } => {
	const [, datasetGroup = 'unknown', datasetType = 'unknown'] = /:dataset\/([^/]+)\/([^/]+)$/.exec(datasetArn) ?? [];
	return { datasetGroup, datasetType };
};
