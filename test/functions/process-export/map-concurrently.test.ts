import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '#functions/process-export/map-concurrently.ts';

describe('mapping concurrently', () => {
	it('keeps the order and the limit', async () => {
		let running = 0;
		let peak = 0;
		const map = async (item: number) => {
			peak = Math.max(peak, ++running);
			await new Promise(setImmediate);
			running -= 1;
			return item * 2;
		};
		expect(await mapConcurrently([1, 2, 3, 4, 5], 2, map)).toEqual([2, 4, 6, 8, 10]);
		expect(peak).toBe(2);
	});

	it('starts no more after a failure', async () => {
		const begun: number[] = [];
		const failing = mapConcurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
			begun.push(item);
			await new Promise(setImmediate);
			if (item === 2) throw new Error('two');
		});
		await expect(failing).rejects.toThrow('two');
		expect(begun.length).toBeLessThan(5);
	});
});
