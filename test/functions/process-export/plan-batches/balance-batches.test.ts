import { describe, expect, it } from 'vitest';
import { balanceBatches } from '#functions/process-export/plan-batches/balance-batches.ts';

describe('batches', () => {
	it('are balanced by bytes, and hold every file once', () => {
		const files = Array.from({ length: 40 }, (_, index) => ({
			index,
			bucket: 'b',
			key: `k${index}`,
			size: ((index * 37) % 100) * 1_000_000,
			eTag: 'e',
			header: ['A'],
			isGzip: false,
			rowsAt: { line: 2, byte: 2 },
			lineEnd: '\n' as const,
		}));
		const batches = balanceBatches(files);
		const loads = batches.map((batch) => batch.reduce((bytes, { size }) => bytes + size, 0));
		const indexes = new Set(batches.flat().map(({ index }) => index));
		expect({ files: indexes.size, batches: batches.length }).toEqual({ files: 40, batches: 8 });
		expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.2);
	});
});
