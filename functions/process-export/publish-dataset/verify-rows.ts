import type { ConvertedFile, DatasetPlan } from '#contracts/dataset-run.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { RowsLost, TooManyRejects } from '../errors.ts';

/**
 * Every planned file is converted, and each of its rows is in its part or among its rejects.
 *
 * @throws RowsLost
 */
export const verifyRows = ({ input, fileCount }: DatasetPlan, files: readonly ConvertedFile[]): void => {
	const indexes = new Set(files.map(({ source }) => source.index));
	if (indexes.size !== fileCount || files.length !== fileCount) {
		throw new RowsLost(input.jobName, `${fileCount} converted files`, `${indexes.size}`);
	}
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
export const refuseTooManyRejects = (files: readonly ConvertedFile[], tolerated: number, rejectsAt: string): void => {
	const sum = (figureOf: (file: ConvertedFile) => number) => sumOf(files, figureOf);
	const [rejects, rows] = [sum((file) => file.rejects), sum(({ rowsIn }) => rowsIn)];
	const [rejectedBytes, bytes] = [sum((file) => file.rejectedBytes), sum(({ csvBytes }) => csvBytes)];
	if (rejects > rows * tolerated) throw new TooManyRejects(`${rejects} of ${rows} rows`, tolerated, rejectsAt);
	if (rejectedBytes > bytes * tolerated) {
		throw new TooManyRejects(`${rejectedBytes} of ${bytes} bytes, in ${rejects} rows,`, tolerated, rejectsAt);
	}
};
