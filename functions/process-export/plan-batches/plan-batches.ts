import type { DatasetSchema } from '#contracts/avro-columns.ts';
import type { Batch, DatasetPlan, SourceFile } from '#contracts/dataset-run.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { Folder, ProcessingInput } from '#contracts/processing.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { SourceUnreadable } from '../errors.ts';
import { balanceBatches } from './balance-batches.ts';
import { chooseColumns, type SampledTypes } from './choose-columns.ts';

export interface PlanRequest {
	readonly input: ProcessingInput;
	readonly executionName: string;
}

/** All that goes into the state: the batches themselves lie in the staging folder. */
export interface PlannedBatches {
	readonly staging: Folder;
	readonly batches: readonly number[];
	readonly fileCount: number;
	readonly totalBytes: number;
}

/** A file, unpacked, and its part have to fit the 10,240 MB of a function's disk. */
const MAX_FILE_BYTES = 8 * 1024 ** 3;

/** Reads what there is to convert, decides the columns once for all files, and lays balanced batches ready. */
export const createPlanBatches =
	(dependencies: {
		readonly processed: Folder;
		readonly readManifest: (manifest: ProcessingInput['manifest']) => Promise<Manifest>;
		readonly readSchema: (datasetArn: string | undefined) => Promise<DatasetSchema>;
		/** Reads the header of every file, in the order of the files. */
		readonly readHeaders: (files: Manifest['files']) => Promise<readonly SourceFile[]>;
		readonly sniffTypes: (files: readonly SourceFile[]) => Promise<SampledTypes>;
		readonly putBatch: (staging: Folder, number: number, batch: Batch) => Promise<void>;
		readonly putPlan: (plan: DatasetPlan) => Promise<void>;
	}) =>
	async ({ input, executionName }: PlanRequest): Promise<PlannedBatches> => {
		const manifest = await dependencies.readManifest(input.manifest);
		const files = [...manifest.files].sort((one, other) => (one.key < other.key ? -1 : 1));
		const tooLarge = files.find(({ size }) => size > MAX_FILE_BYTES);
		if (tooLarge) throw new SourceUnreadable(tooLarge.key, `${tooLarge.size} bytes are more than ${MAX_FILE_BYTES}`);

		const schema = await dependencies.readSchema(input.datasetArn ?? manifest.datasetArn);
		const sources = await dependencies.readHeaders(files);
		const columns = [...(await chooseColumns(sources, schema, dependencies.sniffTypes))];
		const batches = balanceBatches(sources);

		const { bucket, prefix } = dependencies.processed;
		const staging = { bucket, prefix: `${prefix}_staging/${executionName}/` };
		const { datasetGroup, datasetType } = datasetNames(input.datasetArn ?? manifest.datasetArn);
		for (const [number, batch] of batches.entries()) {
			await dependencies.putBatch(staging, number, { columns, files: batch });
		}
		const figures = { fileCount: files.length, totalBytes: sumOf(files, ({ size }) => size) };
		await dependencies.putPlan({
			input,
			datasetGroup,
			datasetType,
			location: { bucket, prefix: `${prefix}${datasetGroup}/${datasetType}/export=${input.jobName}/` },
			staging,
			columns,
			schema: { schemaArn: schema.schemaArn, avro: schema.avro, unread: schema.unread },
			batches: batches.length,
			...figures,
		});
		return { staging, batches: [...batches.keys()], ...figures };
	};

/** `arn:…:dataset/<dataset group>/<dataset type>`. */
const datasetNames = (datasetArn = ''): { readonly datasetGroup: string; readonly datasetType: string } => {
	const [, datasetGroup = 'unknown', datasetType = 'unknown'] = /:dataset\/([^/]+)\/([^/]+)$/.exec(datasetArn) ?? [];
	return { datasetGroup, datasetType };
};
