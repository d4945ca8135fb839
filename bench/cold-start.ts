import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import { BUNDLE_FILE, bundleFile, bundleHandler } from '../infra/bundling/bundle-handler.ts';
import { ExportwatchStack } from '../infra/exportwatch-stack.ts';
import { functionSpecs } from '../local/aws/lambda/functions.ts';
import { clientsIn, writeFloor } from './cold-start-floor.ts';
import { loadMilliseconds, median } from './cold-start-load.ts';
import { isReached, reportRatios } from './results.ts';

/** The most that a function may take to load, as a multiple of its floor. */
const MAX_TIMES_FLOOR = 1.3;
const MAX_BUNDLE_KILOBYTES = 1_000;

const ROUNDS = Number(process.env.COLD_START_ROUNDS ?? 31);

const sizeOf = (file: string): number => statSync(file).size;

const work = mkdtempSync(join(tmpdir(), 'cold-start-'));
const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });

/** Every function that is deployed, bundled as it is deployed, and its floor bundled alike. */
const functions = new ExportwatchStack(app, 'Exportwatch').exportWatch.functions.map(({ settings }) => {
	const name = functionNameOf(settings);
	const { metafile } = bundleHandler(settings, join(work, name));
	const sources = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules'));
	const clients = clientsIn(sources);
	writeFloor(join(work, `${name}.ts`), clients);
	bundleFile(join(work, `${name}.ts`), join(work, `${name}-floor`));

	return {
		name,
		clients: clients.map((client) => client.name.replace('Client', '')),
		bundle: join(work, name, BUNDLE_FILE),
		floor: join(work, `${name}-floor`, BUNDLE_FILE),
		/** As on the embedded AWS: a handler parses it while it is loaded. */
		environment: functionSpecs[name]?.environment ?? {},
		milliseconds: [] as number[],
		floorMilliseconds: [] as number[],
		timesFloor: [] as number[],
	};
});

/** A handler without any client has no floor of its own: it may not be slower than the smallest bare one with a client. */
const [smallest] = functions
	.filter(({ clients }) => clients.length > 0)
	.toSorted((a, b) => sizeOf(a.floor) - sizeOf(b.floor));
for (const each of functions) if (each.clients.length === 0) each.floor = smallest?.floor ?? each.floor;

/** Round by round and side by side, so that what disturbs the machine disturbs both; the first round reads the disk. */
for (let round = 0; round <= ROUNDS; round += 1) {
	for (const { bundle, floor, environment, milliseconds, floorMilliseconds, timesFloor } of functions) {
		const [load, floorLoad] = [loadMilliseconds(bundle, environment), loadMilliseconds(floor, environment)];
		if (round === 0) continue;
		milliseconds.push(load);
		floorMilliseconds.push(floorLoad);
		timesFloor.push(load / floorLoad);
	}
}

const rows = functions.map(({ name, clients, bundle, floor, milliseconds, floorMilliseconds, timesFloor }) => ({
	name,
	clients: clients.join(' ') || '–',
	kB: Math.round(sizeOf(bundle) / 1_000),
	'floor kB': Math.round(sizeOf(floor) / 1_000),
	ms: Number(median(milliseconds).toFixed(1)),
	'floor ms': Number(median(floorMilliseconds).toFixed(1)),
	'times floor': Number(median(timesFloor).toFixed(2)),
}));
rmSync(work, { recursive: true });

const machine = `${process.version} ${process.arch}`;
console.log('Each function as bundled for Lambda beside a bare handler with the same SDK clients.');
console.log(`Load time: medians of ${ROUNDS} fresh processes, interleaved, ${machine}.`);
console.log(
	'Without any client (–), the floor is the smallest with one. DuckDB and the forecast are loaded at first use.\n',
);
console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));

const ratios = rows.flatMap(({ name, kB, 'times floor': times }) => [
	{ name: `${name}: time to load, as a multiple of its floor`, value: times, most: MAX_TIMES_FLOOR },
	{ name: `${name}: bundle, as a share of ${MAX_BUNDLE_KILOBYTES} kB`, value: kB / MAX_BUNDLE_KILOBYTES, most: 1 },
]);
reportRatios('cold-start', ratios);
process.exitCode = ratios.every(isReached) ? 0 : 1;
