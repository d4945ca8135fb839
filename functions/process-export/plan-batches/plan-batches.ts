import type { DatasetSchema } from '#contracts/avro-columns.ts';
import type { SourceFile } from '#contracts/dataset-run.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { sumOf } from '../../shared/sum-of.ts';
import type { Head } from '../csv/read-head.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { refuseTooLarge } from '../source-error.ts';
import type { StagedCalls } from '../staged-calls.ts';
import { balanceBatches } from './balance-batches.ts';
import { checkManifest } from './check-manifest.ts';
import { chooseColumns, type SampledTypes } from './choose-columns.ts';

interface PlanRequest {
	readonly input: ProcessingInput;
	readonly executionName: string;
}

interface Dependencies extends Pick<StagedCalls, 'putPlan' | 'putBatch'> {
	readonly readManifest: (manifest: ProcessingInput['manifest']) => Promise<Manifest>;
	readonly readSchema: (datasetArn: string | undefined) => Promise<DatasetSchema>;
	readonly readHead: (
		file: Manifest['files'][number],
	) => Promise<Pick<Head, 'header' | 'isGzip' | 'rowsAt' | 'lineEnd'>>;
	readonly sniffTypes: (files: readonly SourceFile[]) => Promise<SampledTypes>;
}

/** The execution's state holds no more than this; the batches are in the staging folder. */
interface PlannedBatches {
	readonly executionName: string;
	readonly planSha256: string;
	readonly batches: readonly number[];
	readonly fileCount: number;
	readonly totalBytes: number;
}

/** With so many requests at a time, 100,000 headers take a minute or two. */
const HEADERS_AT_ONCE = 64;

/** Reads the header of each file, chooses the columns once for all files, and puts balanced batches into staging. */
export const planBatches = async (
	{ input, executionName }: PlanRequest,
	{ readManifest, readSchema, readHead, sniffTypes, putBatch, putPlan }: Dependencies,
): Promise<PlannedBatches> => {
	const manifest = await readManifest(input.manifest);
	checkManifest(manifest, input);
	const files = [...manifest.files].sort((one, other) => (one.key < other.key ? -1 : 1));
	for (const { key, size } of files) refuseTooLarge(key, size);

	const datasetArn = input.datasetArn ?? manifest.datasetArn;
	const schema = await readSchema(datasetArn);
	const sources = await mapConcurrently([...files.entries()], HEADERS_AT_ONCE, async ([index, file]) => {
		const { bucket, key, size, eTag } = file;
		const { header, isGzip, rowsAt, lineEnd } = await readHead(file);
		return { index, bucket, key, size, eTag, isGzip, header: [...header], rowsAt, lineEnd };
	});
	const columns = [...(await chooseColumns(sources, schema, sniffTypes))];
	const batches: string[] = [];
	for (const [number, batch] of balanceBatches(sources).entries())
		batches.push(await putBatch(number, { files: batch }));
	const { schemaArn, avro, unread } = schema;
	const { datasetExportJobArn } = input;
	const planSha256 = await putPlan({
		datasetExportJobArn,
		datasetArn,
		columns,
		schema: { schemaArn, avro, unread },
		batches,
	});
	const figures = { fileCount: files.length, totalBytes: sumOf(files, ({ size }) => size) };
	return { executionName, planSha256, batches: [...batches.keys()], ...figures };
};
