import { existsSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { generateInteractions } from './processing/generate-interactions.ts';
import { type Measurement, measure } from './processing/measure.ts';
import { startStore } from './processing/store.ts';
import { reportRatios } from './results.ts';

/**
 * `npm run bench:processing` measures one batch of ProcessExport, with its reads from and writes to S3. It compares it with
 * an upper bound (DuckDB's own COPY of the same files on disk) and with the usual way (csv-parse, streaming). Each contender
 * runs in a process of its own, one after the other; the embedded AWS runs in another. `-- <megabytes> <rounds> <parts>`
 * sets the size.
 */
const [megabytes = 1_000, rounds = 3, parts = 16] = process.argv.slice(2).map(Number);

/** 0.85 of the rate of DuckDB's own COPY. */
const MOST_TIMES_DUCKDB = 1.18;

const folder = fileURLToPath(new URL(`../.exportwatch/bench-${megabytes}-${parts}/`, import.meta.url));
if (!existsSync(folder)) {
	mkdirSync(folder, { recursive: true });
	console.log(`generating ${megabytes} MB of interactions in ${parts} parts …`);
	await generateInteractions(folder, parts, (megabytes * 1e6) / parts);
}
const store = await startStore(folder);

/** In turn, so that other load on the machine affects all alike. The result is the median round. */
const contenders = ['duckdb', 'batch', 'csv-parse'] as const;
const measured = new Map<string, Measurement[]>(contenders.map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
	for (const name of contenders) {
		if (name === 'csv-parse' && round > 0) continue;
		measured.get(name)?.push(await measure(name, folder, store));
	}
}
store.stop();

const median = (name: string): Measurement => {
	const sorted = [...(measured.get(name) ?? [])].sort((one, other) => one.seconds - other.seconds);
	return sorted[Math.floor(sorted.length / 2)] as Measurement;
};
const titles = {
	duckdb: "DuckDB's own COPY, from disk to disk",
	batch: 'ProcessExport, one batch, from S3 to S3',
	'csv-parse': 'csv-parse, streaming, from disk, parsed only',
};
console.log(`\n${megabytes} MB in ${parts} parts, ${cpus().length} cores, median of ${rounds} rounds (csv-parse: 1)\n`);
console.log('|  | MB/s | seconds | CPU seconds | peak MiB |\n| --- | --: | --: | --: | --: |');
for (const name of contenders) {
	const { seconds, cpuSeconds, peakMebibytes } = median(name);
	const cells = [(megabytes / seconds).toFixed(0), seconds.toFixed(1), cpuSeconds.toFixed(1), peakMebibytes.toFixed(0)];
	console.log(`| ${titles[name]} | ${cells.join(' | ')} |`);
}
console.log();
reportRatios('processing', [
	{
		name: `one batch of ${megabytes} MB in ${parts} parts, from S3 to S3: its time as a multiple of that of DuckDB's own COPY on disk`,
		value: median('batch').seconds / median('duckdb').seconds,
		most: MOST_TIMES_DUCKDB,
	},
]);
