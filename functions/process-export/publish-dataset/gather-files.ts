import type { Batch, BatchFailure, BatchResult, PublishedFile, SourceFile } from '#contracts/dataset-run.ts';
import { BatchesFailed, StagingInvalid } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';

/** A converted file with the source that its batch names. */
export type GatheredFile = Omit<PublishedFile, 'part'>;

export interface GatherCalls {
	readonly readBatch: (number: number) => Promise<Batch | undefined>;
	readonly readResult: (number: number) => Promise<BatchResult | undefined>;
	readonly readFailure: (number: number) => Promise<BatchFailure | undefined>;
}

const READS_AT_ONCE = 32;

/**
 * The results of all batches, in the order of the files. Of a result only the figures are taken: which files they are of, the
 * batch says.
 *
 * @throws BatchesFailed, StagingInvalid
 */
export const gatherFiles = async (
	{ batches, fileCount }: { readonly batches: readonly number[]; readonly fileCount: number },
	{ readBatch, readResult, readFailure }: GatherCalls,
): Promise<readonly GatheredFile[]> => {
	const failures: string[] = [];
	const gathered = await mapConcurrently(batches, READS_AT_ONCE, async (number) => {
		const result = await readResult(number);
		if (result) return joinFiles(number, await readBatch(number), result);
		failures.push(describeFailure(await readFailure(number)));
		return [];
	});
	if (failures.length > 0) {
		throw new BatchesFailed(failures.length, batches.length, [...new Set(failures)].slice(0, 5).join('; '));
	}
	const files = gathered.flat().sort((one, other) => one.source.index - other.source.index);
	if (files.length !== fileCount || files.some(({ source }, at) => source.index !== at)) {
		throw new StagingInvalid('the results', `they are not of the ${fileCount} files of the export, each once`);
	}
	return files;
};

const joinFiles = (number: number, batch: Batch | undefined, { files }: BatchResult): GatheredFile[] => {
	const sources = new Map(batch?.files.map((source) => [source.index, source]));
	const joined = files.map(({ index, eTag, ...counts }) => {
		const source = sources.get(index);
		if (!source || source.eTag !== eTag)
			throw new StagingInvalid(`the result of batch ${number}`, 'it is of other files');
		sources.delete(index);
		return { source: exportedFileOf(source), ...counts };
	});
	if (sources.size > 0) throw new StagingInvalid(`the result of batch ${number}`, `${sources.size} files are missing`);
	return joined;
};

const exportedFileOf = ({ index, bucket, key, size, eTag, isGzip }: SourceFile): GatheredFile['source'] => ({
	index,
	bucket,
	key,
	size,
	eTag,
	isGzip,
});

const describeFailure = (failure: BatchFailure | undefined): string =>
	failure ? `${failure.error}: ${failure.message}` : 'the function ended without an error: out of time or memory';
