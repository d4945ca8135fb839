import { sumOf } from '../../shared/sum-of.ts';
import { RowsLost, TooManyRejects } from '../errors.ts';
import type { GatheredFile } from './gather-files.ts';

/**
 * Each row of a file is in its part or among its rejects.
 *
 * @throws RowsLost
 */
export const verifyRows = (files: readonly GatheredFile[]): void => {
	for (const { source, rowsIn, rowsOut, rejects } of files) {
		if (rowsIn !== rowsOut + rejects) {
			throw new RowsLost(source.key, `${rowsIn} rows`, `${rowsOut} written and ${rejects} rejected`);
		}
	}
};

/**
 * By rows and by bytes, because a quote that is never closed makes the rest of a file one row.
 *
 * @throws TooManyRejects
 */
export const refuseTooManyRejects = (files: readonly GatheredFile[], tolerated: number, rejectsAt: string): void => {
	const sum = (figureOf: (file: GatheredFile) => number) => sumOf(files, figureOf);
	const [rejects, rows] = [sum((file) => file.rejects), sum(({ rowsIn }) => rowsIn)];
	const [rejectedBytes, bytes] = [sum((file) => file.rejectedBytes), sum(({ csvBytes }) => csvBytes)];
	if (rejects > rows * tolerated) throw new TooManyRejects(`${rejects} of ${rows} rows`, tolerated, rejectsAt);
	if (rejectedBytes > bytes * tolerated) {
		throw new TooManyRejects(`${rejectedBytes} of ${bytes} bytes, in ${rejects} rows,`, tolerated, rejectsAt);
	}
};
