import {
	CreateDatasetCommand,
	CreateDatasetGroupCommand,
	CreateSchemaCommand,
	DescribeDatasetCommand,
	DescribeDatasetGroupCommand,
	DescribeSchemaCommand,
	ListDatasetGroupsCommand,
	ListDatasetsCommand,
	ListSchemasCommand,
	paginateListDatasets,
	ResourceNotFoundException,
} from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetArn, failureOf, type Simulation, startSimulation } from '../../../support/simulation.ts';

const datasetGroupArn = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo';
const schemaArn = 'arn:aws:personalize:us-east-1:000000000000:schema/demo-interactions';
const timestamps = { creationDateTime: expect.any(Date), lastUpdatedDateTime: expect.any(Date) };

let simulation: Simulation;
beforeAll(async () => {
	simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const absent = 'arn:aws:personalize:us-east-1:000000000000:nothing/here';

describe('the embedded Personalize', () => {
	it('describes a dataset with its group and its schema', async () => {
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

	it('describes a schema as Avro', async () => {
		const { schema } = await simulation.personalize.send(new DescribeSchemaCommand({ schemaArn }));
		expect(schema).toEqual({ name: 'demo-interactions', schemaArn, schema: expect.any(String), ...timestamps });
		expect(JSON.parse(schema?.schema ?? '')).toMatchObject({
			type: 'record',
			name: 'Interactions',
			fields: expect.arrayContaining([{ name: 'TIMESTAMP', type: 'long' }]),
		});
	});

	it('describes and lists the dataset group', async () => {
		const expected = { name: 'demo', datasetGroupArn, status: 'ACTIVE', ...timestamps };
		const { datasetGroup } = await simulation.personalize.send(new DescribeDatasetGroupCommand({ datasetGroupArn }));
		const { datasetGroups } = await simulation.personalize.send(new ListDatasetGroupsCommand({}));
		expect(datasetGroup).toEqual(expected);
		expect(datasetGroups).toEqual([expected]);
	});

	it('lists the datasets of a group page by page', async () => {
		const types = [];
		for await (const { datasets = [] } of paginateListDatasets(
			{ client: simulation.personalize, pageSize: 3 },
			{ datasetGroupArn },
		)) {
			types.push(datasets.map(({ datasetType }) => datasetType));
		}
		expect(types).toEqual([['INTERACTIONS', 'ITEMS', 'USERS'], ['ACTIONS']]);
	});

	it('lists no datasets for a group that does not exist', async () => {
		const { datasets } = await simulation.personalize.send(
			new ListDatasetsCommand({ datasetGroupArn: `${datasetGroupArn}-2` }),
		);
		expect(datasets).toEqual([]);
	});

	it.each([
		['dataset', new DescribeDatasetCommand({ datasetArn: absent })],
		['dataset group', new DescribeDatasetGroupCommand({ datasetGroupArn: absent })],
		['schema', new DescribeSchemaCommand({ schemaArn: absent })],
	])('refuses an unknown %s as not found', async (_, command) => {
		const error = await failureOf(simulation.personalize.send(command as DescribeDatasetCommand));
		expect(error).toBeInstanceOf(ResourceNotFoundException);
		expect(error.message).toBe(`Resource Arn ${absent} does not exist.`);
	});
});

describe('what a client creates', () => {
	const schema = JSON.stringify({ type: 'record', name: 'Items', fields: [{ name: 'ITEM_ID', type: 'string' }] });

	it('is described, listed and refused a second time', async () => {
		const { personalize } = simulation;
		const { schemaArn } = await personalize.send(new CreateSchemaCommand({ name: 'shop', schema }));
		const { datasetGroupArn: groupArn } = await personalize.send(new CreateDatasetGroupCommand({ name: 'shop' }));
		const create = new CreateDatasetCommand({
			name: 'shop',
			datasetGroupArn: groupArn,
			schemaArn,
			datasetType: 'Items',
		});
		const { datasetArn: created } = await personalize.send(create);

		expect(created).toBe('arn:aws:personalize:us-east-1:000000000000:dataset/shop/ITEMS');
		const { dataset } = await personalize.send(new DescribeDatasetCommand({ datasetArn: created }));
		expect(dataset).toMatchObject({ datasetType: 'ITEMS', schemaArn, datasetGroupArn: groupArn });
		const listed = await personalize.send(new ListDatasetsCommand({ datasetGroupArn: groupArn }));
		expect(listed.datasets?.map(({ datasetArn: arn }) => arn)).toEqual([created]);
		const { schemas } = await personalize.send(new ListSchemasCommand({}));
		expect(schemas?.map(({ name }) => name)).toContain('shop');
		expect(await failureOf(personalize.send(create))).toMatchObject({ name: 'ResourceAlreadyExistsException' });
	});

	it.each([
		[
			'a schema that is no Avro record',
			new CreateSchemaCommand({ name: 'bad', schema: '{}' }),
			'InvalidInputException',
		],
		['a name with a slash', new CreateDatasetGroupCommand({ name: 'a/b' }), 'InvalidInputException'],
		[
			'a dataset of a group that does not exist',
			new CreateDatasetCommand({ name: 'x', datasetGroupArn: absent, schemaArn, datasetType: 'Items' }),
			'ResourceNotFoundException',
		],
		[
			'a dataset of an unknown type',
			new CreateDatasetCommand({ name: 'x', datasetGroupArn, schemaArn, datasetType: 'Films' }),
			'InvalidInputException',
		],
	])('is refused: %s', async (_what, command, name) => {
		expect(await failureOf(simulation.personalize.send(command as CreateSchemaCommand))).toMatchObject({ name });
	});
});
