import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Context } from 'aws-lambda';
import { parse } from 'csv-parse';
import { sqlText } from '#functions/process-export/duckdb.ts';
import type { Measurement } from './measure.ts';

/** Runs one contender in this process, and prints its measurement. */
const [, , name = '', folder = '', planSha256 = ''] = process.argv;

const contenders: Readonly<Record<string, () => Promise<unknown>>> = {
	duckdb: async () => {
		const out = mkdtempSync(join(tmpdir(), 'bench-'));
		const connection = await (await DuckDBInstance.create(':memory:')).connect();
		const files = sqlText(join(folder, '*.csv'));
		await connection.run(
			`COPY (FROM read_csv(${files})) TO ${sqlText(join(out, 'x.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
		);
		rmSync(out, { recursive: true });
	},
	batch: async () => {
		const context = { getRemainingTimeInMillis: () => 890_000 } as Context;
		return handler?.({ batch: 0, planSha256, executionName: 'bench' }, context);
	},
	'csv-parse': async () => {
		for (const file of readdirSync(folder)) {
			const rows = createReadStream(join(folder, file)).pipe(parse({ columns: true }));
			rows.resume();
			await finished(rows);
		}
	},
};

/** Loaded before the clock starts, as in a warm function. */
const { handler } = name === 'batch' ? await import('#functions/process-export/convert-files/handler.ts') : {};

const startedAt = performance.now();
await contenders[name]?.();
const seconds = (performance.now() - startedAt) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const measurement: Measurement = {
	seconds,
	cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
	peakMebibytes: maxRSS / 1024,
};
console.log(JSON.stringify(measurement));
process.exit();
