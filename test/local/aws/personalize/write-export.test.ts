import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { datasetArn, type Simulation, simulate, startSimulation, to } from '../../../support/simulation.ts';

let simulation: Simulation;
beforeEach(async () => {
	simulation = await startSimulation();
});
afterEach(() => simulation.stop());

/** Exports the items in so many parts and gives their texts. */
const exportItems = async (parts = '1'): Promise<string[]> => {
	const job = await simulation.create({
		datasetArn: datasetArn('ITEMS'),
		...to('s3://exports/items/'),
		...simulate({ seconds: '0', parts }),
	});
	expect(await simulation.describe(job)).toMatchObject({ status: 'ACTIVE' });
	return simulation.readParts('items/');
};

describe('an export', () => {
	it('puts the records into the parts in order, each part with the header', async () => {
		await simulation.putSource('demo/ITEMS/items.csv', 'ITEM_ID,PRICE\n1,a\n2,b\n3,c\n4,d\n5,e\n');
		expect(await exportItems('2')).toEqual(['ITEM_ID,PRICE\n1,a\n2,b\n', 'ITEM_ID,PRICE\n3,c\n4,d\n5,e\n']);
		expect(await simulation.listKeys('exports')).toEqual(['items/part-00000.csv', 'items/part-00001.csv']);
	});

	it('has three parts by default', async () => {
		await simulation.putSource('demo/INTERACTIONS/a.csv', 'USER_ID\n1\n2\n3\n');
		await simulation.describe(await simulation.create({ ...to('s3://exports/three/'), ...simulate({ seconds: '0' }) }));
		expect(await simulation.readParts('three/')).toEqual(['USER_ID\n1\n', 'USER_ID\n2\n', 'USER_ID\n3\n']);
	});

	it('keeps quoted line breaks, quotes and commas', async () => {
		const records = ['1,"two\nlines, and a ""quote"""\n', '2,"x"\n', '3,half "quoted" text\n', '4,"\n\n"\n'];
		await simulation.putSource('demo/ITEMS/items.csv', `ITEM_ID,TITLE\n${records.join('')}`);
		expect(await exportItems('4')).toEqual(records.map((record) => `ITEM_ID,TITLE\n${record}`));
	});

	it('keeps the line ends of Windows and removes a byte order mark and blank lines', async () => {
		await simulation.putSource('demo/ITEMS/items.csv', '\uFEFFITEM_ID,TITLE\r\n1,"a\r\nb"\r\n\r\n2,c\r\n\r\n');
		expect(await exportItems()).toEqual(['ITEM_ID,TITLE\r\n1,"a\r\nb"\r\n2,c\r\n']);
	});

	it('ends a last record without a line break as the file ends its others', async () => {
		await simulation.putSource('demo/ITEMS/a.csv', 'ITEM_ID,TITLE\r\n1,a');
		await simulation.putSource('demo/ITEMS/b.csv', 'ITEM_ID,TITLE\n2,b');
		expect(await exportItems()).toEqual(['ITEM_ID,TITLE\r\n1,a\r\n2,b\n']);
	});

	it('has all CSV objects of the dataset in the order of their keys, and nothing else', async () => {
		await simulation.putSource('demo/ITEMS/2/more.csv', 'ITEM_ID\n3\n');
		await simulation.putSource('demo/ITEMS/10.csv', 'ITEM_ID\n1\n2\n');
		await simulation.putSource('demo/ITEMS/readme.txt', 'not data');
		await simulation.putSource('demo/ITEMS/empty.csv', '');
		await simulation.putSource('demo/ITEMS-OLD/old.csv', 'ITEM_ID\n0\n');
		expect(await exportItems()).toEqual(['ITEM_ID\n1\n2\n3\n']);
	});

	it('has parts of their own for files with another header', async () => {
		await simulation.putSource('demo/ITEMS/a.csv', 'ITEM_ID,PRICE\n1,9\n');
		await simulation.putSource('demo/ITEMS/b.csv', 'PRICE,ITEM_ID\n8,2\n');
		await simulation.putSource('demo/ITEMS/c.csv', '"ITEM_ID",PRICE\n3,7\n');
		expect(await exportItems()).toEqual(['ITEM_ID,PRICE\n1,9\n3,7\n', 'PRICE,ITEM_ID\n8,2\n']);
	});

	it('has more than a thousand source objects', async () => {
		for (let from = 0; from < 1010; from += 101) {
			await Promise.all(
				Array.from({ length: 101 }, (_, index) => {
					const id = String(from + index).padStart(4, '0');
					return simulation.putSource(`demo/ITEMS/${id}.csv`, `ITEM_ID\n${id}\n`);
				}),
			);
		}
		const [part = ''] = await exportItems();
		expect(part.trim().split('\n')).toHaveLength(1 + 1010);
	});

	it('has parts with only the header if there are more parts than records', async () => {
		await simulation.putSource('demo/ITEMS/items.csv', 'ITEM_ID\n1\n');
		expect((await exportItems('3')).toSorted()).toEqual(['ITEM_ID\n', 'ITEM_ID\n', 'ITEM_ID\n1\n']);
	});

	it('has the header of the schema if the dataset has no data', async () => {
		expect(await exportItems('5')).toEqual(['ITEM_ID,TITLE,GENRES,PRICE,CREATION_TIMESTAMP\n']);
	});

	it('succeeds with no parts and writes nothing', async () => {
		await simulation.putSource('demo/ITEMS/items.csv', 'ITEM_ID\n1\n');
		expect(await exportItems('0')).toEqual([]);
	});

	it.each([
		['a folder with spaces', 's3://exports/my exports/of today/', 'my exports/of today/part-00000.csv'],
		['a plus', 's3://exports/a+b/', 'a+b/part-00000.csv'],
		['what looks like an escape', 's3://exports/100%25/', '100%25/part-00000.csv'],
		['a bare percent sign', 's3://exports/50% off/', '50% off/part-00000.csv'],
		['letters beyond ASCII', 's3://exports/Übersicht/京都/', 'Übersicht/京都/part-00000.csv'],
		['no slash at the end', 's3://exports/folder', 'folder/part-00000.csv'],
		['the root of the bucket', 's3://exports', 'part-00000.csv'],
	])('takes a path with %s literally', async (_, path, key) => {
		const job = await simulation.create({ ...to(path), ...simulate({ seconds: '0' }) });
		expect(await simulation.describe(job)).toMatchObject({ status: 'ACTIVE', jobOutput: to(path).jobOutput });
		expect(await simulation.listKeys('exports')).toEqual([key]);
		expect(await simulation.readParts('')).toEqual(['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n']);
	});
});
