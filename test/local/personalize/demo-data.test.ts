import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generateDemoData } from '../../../local/aws/personalize/demo-data/generate-demo-data.ts';
import { putDemoData } from '../../../local/aws/personalize/demo-data/put-demo-data.ts';
import { datasets } from '../../../local/aws/personalize/simulated-datasets.ts';
import { type Simulation, simulate, startSimulation, to } from './simulation.ts';

const data = generateDemoData();
const rows = (csv: string) => parse(csv, { columns: true }) as unknown as Record<string, string>[];
const interactions = rows(data.INTERACTIONS);
const items = rows(data.ITEMS);
const users = rows(data.USERS);

let simulation: Simulation;
beforeEach(async () => {
	simulation = await startSimulation();
});
afterEach(() => simulation.stop());

test('the generator makes the same bytes in every run', () => {
	expect(generateDemoData()).toEqual(data);
	expect(createHash('sha256').update(Object.values(data).join('')).digest('hex')).toMatchInlineSnapshot(
		`"3ebd30a1aaf84b9ba54b2edb611731ad6ceee932cdfa34ca078fad31d8d26a16"`,
	);
});

test('the columns are the fields of the schemas, in their order', () => {
	for (const [datasetType, csv] of Object.entries(data)) {
		const dataset = datasets.find((known) => known.datasetType === datasetType);
		expect(csv.slice(0, csv.indexOf('\n')).split(',')).toEqual(dataset?.fieldNames);
	}
});

test('every interaction is of a known user with a known item that was there by then', () => {
	const userIds = new Set(users.map(({ USER_ID }) => USER_ID));
	const createdAt = new Map(items.map((item) => [item.ITEM_ID, Number(item.CREATION_TIMESTAMP)]));
	expect([interactions.length, items.length, users.length]).toEqual([8000, 300, 200]);
	for (const { USER_ID, ITEM_ID, TIMESTAMP } of interactions) {
		expect(userIds).toContain(USER_ID);
		expect(createdAt.get(ITEM_ID)).toBeLessThan(Number(TIMESTAMP));
	}
});

test('a few items have most of the interactions, and evenings are busier than nights', () => {
	const perItem = [...Map.groupBy(interactions, ({ ITEM_ID }) => ITEM_ID).values()].map(({ length }) => length);
	const topTenth = perItem.toSorted((one, other) => other - one).slice(0, 30);
	expect(topTenth.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(interactions.length * 0.5);

	const within = (from: number, to: number) =>
		interactions.filter(({ TIMESTAMP }) => {
			const hour = new Date(Number(TIMESTAMP) * 1000).getUTCHours();
			return hour >= from && hour < to;
		}).length;
	expect(within(18, 22)).toBeGreaterThan(5 * within(2, 6));
});

test('some titles need quoting', () => {
	expect(items.some(({ TITLE }) => TITLE?.includes(','))).toBe(true);
	expect(items.some(({ TITLE }) => TITLE?.includes('"'))).toBe(true);
	expect(new Set(items.map(({ TITLE }) => TITLE)).size).toBe(items.length);
});

test('an export of the demo data holds all of it, and not a byte is changed', async () => {
	await putDemoData(simulation.s3);
	const job = await simulation.create({
		datasetArn: datasets.find(({ datasetType }) => datasetType === 'ITEMS')?.datasetArn,
		...to('s3://exports/items/'),
		...simulate({ seconds: '0', parts: '7' }),
	});
	await simulation.describe(job);
	const parts = await simulation.readParts('items/');
	const header = data.ITEMS.slice(0, data.ITEMS.indexOf('\n') + 1);
	expect(parts).toHaveLength(7);
	expect(header + parts.map((part) => part.slice(header.length)).join('')).toBe(data.ITEMS);
});

test('data that a person has put stays alone', async () => {
	await simulation.putSource('demo/USERS/mine.csv', 'USER_ID\nme\n');
	await putDemoData(simulation.s3);
	await putDemoData(simulation.s3);
	expect(await simulation.listKeys('personalize-datasets')).toEqual([
		'demo/INTERACTIONS/interactions.csv',
		'demo/ITEMS/items.csv',
		'demo/USERS/mine.csv',
	]);
});
