import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export const HEADER = ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE', 'EVENT_VALUE'] as const;
const BLOCK_ROWS = 20_000;
const eventTypes = ['Click', 'Click', 'Watch', 'Purchase'];

/** Interactions as Personalize exports them; the same on every machine. */
export const generateInteractions = async (folder: string, parts: number, bytesPerPart: number): Promise<void> => {
	const generator = xoroshiro128plus(42);
	const below = (limit: number): number => (generator.next() >>> 0) % limit;
	const row = (): string => {
		const value = below(2) ? '' : (below(1_000) / 100).toFixed(2);
		return `user-${below(1_000_000)},item-${below(50_000)},${1_700_000_000 + below(10_000_000)},${eventTypes[below(4)]},${value}\n`;
	};
	for (let part = 0; part < parts; part += 1) {
		const file = createWriteStream(join(folder, `part-${String(part).padStart(5, '0')}.csv`));
		file.write(`${HEADER.join(',')}\n`);
		for (let bytes = 0; bytes < bytesPerPart; ) {
			const block = Array.from({ length: BLOCK_ROWS }, row).join('');
			bytes += block.length;
			if (!file.write(block)) await once(file, 'drain');
		}
		file.end();
		await once(file, 'finish');
	}
};
