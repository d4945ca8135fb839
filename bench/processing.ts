import { existsSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { generateInteractions } from './processing/generate-interactions.ts';
import { type Measurement, measure } from './processing/measure.ts';
import { startStore } from './processing/store.ts';

/**
 * `npm run bench:processing`: one batch of ProcessExport, S3 read and write included, next to what bounds it (DuckDB's own
 * COPY of the same files on disk) and to what people write by hand (a streaming parse with csv-parse). Each contender runs
 * alone in a process of its own; the embedded AWS in another. `-- <megabytes> <rounds> <parts>` measures something else.
 */
const [megabytes = 1_000, rounds = 3, parts = 16] = process.argv.slice(2).map(Number);

const folder = fileURLToPath(new URL(`../.exportwatch/bench-${megabytes}-${parts}/`, import.meta.url));
if (!existsSync(folder)) {
	mkdirSync(folder, { recursive: true });
	console.log(`generating ${megabytes} MB of interactions in ${parts} parts …`);
	await generateInteractions(folder, parts, (megabytes * 1e6) / parts);
}
const store = await startStore(folder);

/** Turn by turn, so that what else the machine does meets all alike; the median round of each counts. */
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
const share = median('duckdb').seconds / median('batch').seconds;
console.log(`\nthe batch reaches ${share.toFixed(2)} of DuckDB's rate (asked for: 0.85)`);
