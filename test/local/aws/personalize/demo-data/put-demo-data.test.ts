import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateDemoData } from '../../../../../local/aws/personalize/demo-data/generate-demo-data.ts';
import { putDemoData } from '../../../../../local/aws/personalize/demo-data/put-demo-data.ts';
import { datasetArn, type Simulation, simulate, startSimulation, to } from '../../../../support/simulation.ts';

const { ITEMS } = generateDemoData();

let simulation: Simulation;
beforeEach(async () => {
	simulation = await startSimulation();
});
afterEach(() => simulation.stop());

describe('putDemoData', () => {
	it('puts data of which an export has every byte', async () => {
		await putDemoData(simulation.s3);
		const job = await simulation.create({
			datasetArn: datasetArn('ITEMS'),
			...to('s3://exports/items/'),
			...simulate({ seconds: '0', parts: '7' }),
		});
		await simulation.describe(job);
		const parts = await simulation.readParts('items/');
		const header = ITEMS.slice(0, ITEMS.indexOf('\n') + 1);
		expect(parts).toHaveLength(7);
		expect(header + parts.map((part) => part.slice(header.length)).join('')).toBe(ITEMS);
	});

	it('puts nothing beside the data of a person', async () => {
		await simulation.putSource('demo/USERS/mine.csv', 'USER_ID\nme\n');
		await putDemoData(simulation.s3);
		await putDemoData(simulation.s3);
		expect(await simulation.listKeys('personalize-datasets')).toEqual([
			'demo/INTERACTIONS/interactions.csv',
			'demo/ITEMS/items.csv',
			'demo/USERS/mine.csv',
		]);
	});
});
