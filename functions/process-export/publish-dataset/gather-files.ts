import type {
	Batch,
	BatchFailure,
	BatchResult,
	DatasetPlan,
	PublishedFile,
	SourceFile,
} from '#contracts/dataset-run.ts';
import { BatchesFailed, StagingInvalid } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { StagedCalls } from '../staged-calls.ts';

/** A converted file with the source that its batch names. */
export type GatheredFile = Omit<PublishedFile, 'part'>;

export type GatherCalls = Pick<StagedCalls, 'readBatch' | 'readResult' | 'readFailure'>;

/** How a batch ended: with the hash of its result, or without. */
export interface BatchEnd {
	readonly batch: number;
	readonly sha256?: string | undefined;
}

const READS_AT_ONCE = 32;

/**
 * The results of all batches, in the order of the files. Of a result only the figures are taken: which files they are of, the
 * batch says.
 *
 * @throws BatchesFailed, StagingInvalid
 */
export const gatherFiles = async (
	plan: DatasetPlan,
	ends: readonly BatchEnd[],
	{ readBatch, readResult, readFailure }: GatherCalls,
): Promise<readonly GatheredFile[]> => {
	const hashes = new Map(ends.map(({ batch, sha256 }) => [batch, sha256]));
	const failures: string[] = [];
	const gathered = await mapConcurrently([...plan.batches.keys()], READS_AT_ONCE, async (number) => {
		const sha256 = hashes.get(number);
		if (sha256) return joinFiles(number, await readBatch(number, plan), await readResult(number, sha256));
		failures.push(describeFailure(await readFailure(number)));
		return [];
	});
	if (failures.length > 0) {
		throw new BatchesFailed(failures.length, plan.batches.length, [...new Set(failures)].slice(0, 5).join('; '));
	}
	return gathered.flat().sort((one, other) => one.source.index - other.source.index);
};

const joinFiles = (number: number, batch: Batch, { files }: BatchResult): GatheredFile[] => {
	const sources = new Map(batch.files.map((source) => [source.index, source]));
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
