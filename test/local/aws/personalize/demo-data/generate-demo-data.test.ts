import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createDatasetCatalog } from '../../../../../local/aws/personalize/dataset-catalog.ts';
import { generateDemoData } from '../../../../../local/aws/personalize/demo-data/generate-demo-data.ts';

const { datasets } = createDatasetCatalog();

const data = generateDemoData();
const rows = (csv: string) => parse(csv, { columns: true }) as unknown as Record<string, string>[];
const interactions = rows(data.INTERACTIONS);
const items = rows(data.ITEMS);
const users = rows(data.USERS);

describe('the demo data', () => {
	it('makes the same bytes in every run', () => {
		expect(generateDemoData()).toEqual(data);
		expect(createHash('sha256').update(Object.values(data).join('')).digest('hex')).toMatchInlineSnapshot(
			`"3ebd30a1aaf84b9ba54b2edb611731ad6ceee932cdfa34ca078fad31d8d26a16"`,
		);
	});

	it('has the fields of the schemas as columns, in their order', () => {
		for (const [datasetType, csv] of Object.entries(data)) {
			const dataset = datasets.find((known) => known.datasetType === datasetType);
			expect(csv.slice(0, csv.indexOf('\n')).split(',')).toEqual(dataset?.fieldNames);
		}
	});

	it('has only interactions of a known user with a known item that was created before', () => {
		const userIds = new Set(users.map(({ USER_ID }) => USER_ID));
		const createdAt = new Map(items.map((item) => [item.ITEM_ID, Number(item.CREATION_TIMESTAMP)]));
		expect([interactions.length, items.length, users.length]).toEqual([8000, 300, 200]);
		for (const { USER_ID, ITEM_ID, TIMESTAMP } of interactions) {
			expect(userIds).toContain(USER_ID);
			expect(createdAt.get(ITEM_ID)).toBeLessThan(Number(TIMESTAMP));
		}
	});

	it('gives a few items most of the interactions, and makes evenings busier than nights', () => {
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

	it('has titles that need quotes', () => {
		expect(items.some(({ TITLE }) => TITLE?.includes(','))).toBe(true);
		expect(items.some(({ TITLE }) => TITLE?.includes('"'))).toBe(true);
		expect(new Set(items.map(({ TITLE }) => TITLE)).size).toBe(items.length);
	});
});
