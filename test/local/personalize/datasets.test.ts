import {
	DescribeDatasetCommand,
	DescribeDatasetGroupCommand,
	DescribeSchemaCommand,
	ListDatasetGroupsCommand,
	ListDatasetsCommand,
	paginateListDatasets,
} from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetArn, type Simulation, startSimulation } from './simulation.ts';

const datasetGroupArn = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo';
const schemaArn = 'arn:aws:personalize:us-east-1:000000000000:schema/demo-interactions';
const timestamps = { creationDateTime: expect.any(Date), lastUpdatedDateTime: expect.any(Date) };

let simulation: Simulation;
beforeAll(async () => {
	simulation = await startSimulation();
});
afterAll(() => simulation.stop());

test('a dataset is described with its group and its schema', async () => {
	const { dataset } = await simulation.personalize.send(
		new DescribeDatasetCommand({ datasetArn: datasetArn('INTERACTIONS') }),
	);
	expect(dataset).toEqual({
		name: 'demo-interactions',
		datasetArn: datasetArn('INTERACTIONS'),
		datasetGroupArn,
		datasetType: 'INTERACTIONS',
		schemaArn,
		status: 'ACTIVE',
		...timestamps,
	});
});

test('a schema is described as Avro', async () => {
	const { schema } = await simulation.personalize.send(new DescribeSchemaCommand({ schemaArn }));
	expect(schema).toEqual({ name: 'demo-interactions', schemaArn, schema: expect.any(String), ...timestamps });
	expect(JSON.parse(schema?.schema ?? '')).toMatchObject({
		type: 'record',
		name: 'Interactions',
		fields: expect.arrayContaining([{ name: 'TIMESTAMP', type: 'long' }]),
	});
});

test('the dataset group is described and listed', async () => {
	const expected = { name: 'demo', datasetGroupArn, status: 'ACTIVE', ...timestamps };
	const { datasetGroup } = await simulation.personalize.send(new DescribeDatasetGroupCommand({ datasetGroupArn }));
	const { datasetGroups } = await simulation.personalize.send(new ListDatasetGroupsCommand({}));
	expect(datasetGroup).toEqual(expected);
	expect(datasetGroups).toEqual([expected]);
});

test('the datasets of a group are listed over pages', async () => {
	const types = [];
	for await (const { datasets = [] } of paginateListDatasets(
		{ client: simulation.personalize, pageSize: 3 },
		{ datasetGroupArn },
	)) {
		types.push(datasets.map(({ datasetType }) => datasetType));
	}
	expect(types).toEqual([['INTERACTIONS', 'ITEMS', 'USERS'], ['ACTIONS']]);
});

test('a group that does not exist has no datasets', async () => {
	const { datasets } = await simulation.personalize.send(
		new ListDatasetsCommand({ datasetGroupArn: `${datasetGroupArn}-2` }),
	);
	expect(datasets).toEqual([]);
});
