import type { Column, SourceFile } from '#contracts/dataset-run.ts';

/** How many times as large CSV becomes when it is unpacked: a guess on the safe side, because only unpacking tells. */
const UNPACKED_TIMES = 16;
/** With 1,000 columns, DuckDB needs 0.7 GB for each thread. */
const WIDE_COLUMNS = 64;
/** Beyond this size, the disk holds one file only. */
const MAX_CONCURRENT_BYTES = 1024 ** 3;
/** For files up to this size, the requests take the time, not the conversion. */
const SMALL_BYTES = 4 * 1024 ** 2;

/** How many files of a batch are converted at the same time, and the threads of DuckDB for each. */
export const shareProcessors = (
	files: readonly Pick<SourceFile, 'size' | 'isGzip'>[],
	columns: readonly Column[],
	processors: number,
): { readonly workers: number; readonly threads: number } => {
	if (columns.length > WIDE_COLUMNS) return { workers: 1, threads: 1 };
	const sizes = files.map(({ size, isGzip }) => (isGzip ? size * UNPACKED_TIMES : size));
	const largest = sizes.reduce((bytes, size) => Math.max(bytes, size), 0);
	const wanted = largest > MAX_CONCURRENT_BYTES ? 1 : largest > SMALL_BYTES ? processors : 3 * processors;
	const workers = Math.min(wanted, files.length);
	return { workers, threads: workers === 1 ? processors : 1 };
};
