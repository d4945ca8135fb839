import type { SourceFile } from '#contracts/dataset-run.ts';
import { sumOf } from '../../shared/sum-of.ts';

/** Some seconds of conversion: enough to be worth a function's start, little enough to be tried again. */
const BATCH_BYTES = 256 * 1024 ** 2;
/** The numbers of 1,000 batches are 4 KB of the state's 256 KiB; more bytes make larger batches. */
const MAX_BATCHES = 1_000;
/** What a file costs beside its bytes: some requests, as long as half a megabyte takes. */
const FILE_BYTES = 512 * 1024;

/** Shares files out by bytes: the largest first, each to the batch that has least so far (Graham, 1969). */
export const balanceBatches = (files: readonly SourceFile[]): SourceFile[][] => {
	const costOf = ({ size }: SourceFile): number => size + FILE_BYTES;
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
