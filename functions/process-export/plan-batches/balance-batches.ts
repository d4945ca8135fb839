import type { SourceFile } from '#contracts/dataset-run.ts';
import { sumOf } from '../../shared/sum-of.ts';

/** Some seconds of conversion: worth the start of a function, and quickly repeated. */
const BATCH_BYTES = 256 * 1024 ** 2;
/** The numbers of 1,000 batches take 4 KB of the state's 256 KiB; a larger export gets larger batches. */
const MAX_BATCHES = 1_000;
/** The requests for a file take as long as the conversion of so many bytes. */
const FILE_COST_BYTES = 512 * 1024;

/** Distributes files by bytes: the largest first, each to the batch with the least so far (Graham, 1969). */
export const balanceBatches = (files: readonly SourceFile[]): SourceFile[][] => {
	const costOf = ({ size }: SourceFile): number => size + FILE_COST_BYTES;
	const total = sumOf(files, costOf);
	const count = Math.min(Math.ceil(total / BATCH_BYTES), files.length, MAX_BATCHES);
	const batches = Array.from({ length: count }, () => ({ cost: 0, files: [] as SourceFile[] }));
	for (const file of [...files].sort((one, other) => other.size - one.size || one.index - other.index)) {
		const lightest = batches.reduce((least, batch) => (batch.cost < least.cost ? batch : least));
		lightest.files.push(file);
		lightest.cost += costOf(file);
	}
	return batches.map((batch) => batch.files.sort((one, other) => one.index - other.index));
};
