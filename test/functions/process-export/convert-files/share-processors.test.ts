import { describe, expect, it } from 'vitest';
import { shareProcessors } from '#functions/process-export/convert-files/share-processors.ts';
import { columnOf } from '../../../support/conversion.ts';

const MB = 1024 ** 2;
const share = (sizes: readonly number[], { columns = 5, isGzip = false, processors = 2 } = {}) =>
	shareProcessors(
		sizes.map((size) => ({ size, isGzip })),
		Array.from({ length: columns }, (_, at) => columnOf(`C${at}`)),
		processors,
	);

describe('the processors of a batch', () => {
	it('are shared by many small files, by two larger ones, and are all for one', () => {
		expect(share(Array(20).fill(MB))).toEqual({ workers: 6, threads: 1 });
		expect(share(Array(20).fill(100 * MB))).toEqual({ workers: 2, threads: 1 });
		expect(share([100 * MB])).toEqual({ workers: 1, threads: 2 });
		expect(share(Array(20).fill(100 * MB), { processors: 4 })).toEqual({ workers: 4, threads: 1 });
	});

	it('are for one file at a time, if the disk holds only one', () => {
		expect(share([MB, 2_000 * MB])).toEqual({ workers: 1, threads: 2 });
		expect(share([MB, 100 * MB], { isGzip: true })).toEqual({ workers: 1, threads: 2 });
	});

	it('are used by one thread, if the columns need all memory', () => {
		expect(share([MB, MB], { columns: 65 })).toEqual({ workers: 1, threads: 1 });
	});
});
