import { schemaOf as readAvro } from '#contracts/avro-columns.ts';
import { AwsError, type Operation } from '../shared/aws-json.ts';
import { type Dataset, type DatasetCatalog, datasetOf, groupOf, schemaOf } from './dataset-catalog.ts';
import {
	createDatasetGroupRequest,
	createDatasetRequest,
	createSchemaRequest,
	describeDatasetGroupRequest,
	describeDatasetRequest,
	describeSchemaRequest,
	listDatasetGroupsRequest,
	listDatasetsRequest,
	listSchemasRequest,
	notFound,
	pageOf,
	parseRequest,
} from './requests.ts';

const summarize = ({ name, datasetArn, datasetType, status, creationDateTime, lastUpdatedDateTime }: Dataset) => ({
	name,
	datasetArn,
	datasetType,
	status,
	creationDateTime,
	lastUpdatedDateTime,
});

/** Answers lack the fields that only a domain, an encrypted or a failed resource has. What is created is active at once. */
export const createDatasetOperations = ({ groups, schemas, datasets }: DatasetCatalog, now: () => Date) => {
	const findGroup = (datasetGroupArn: string) => findOne(groups, 'datasetGroupArn', datasetGroupArn);
	const findSchema = (schemaArn: string) => findOne(schemas, 'schemaArn', schemaArn);
	return {
		CreateDatasetGroup: (input) => {
			const { name } = parseRequest(createDatasetGroupRequest, input);
			const { datasetGroupArn } = add(groups, 'datasetGroupArn', groupOf(name, now()));
			return { datasetGroupArn };
		},

		CreateSchema: (input) => {
			const { name, schema } = parseRequest(createSchemaRequest, input);
			const { unread } = readAvro('', schema);
			if (unread) throw new AwsError('InvalidInputException', `The schema cannot be used: ${unread}.`);
			const { schemaArn } = add(schemas, 'schemaArn', schemaOf(name, schema, now()));
			return { schemaArn };
		},

		CreateDataset: (input) => {
			const { name, datasetGroupArn, schemaArn, datasetType } = parseRequest(createDatasetRequest, input);
			const { name: group } = findGroup(datasetGroupArn);
			const dataset = datasetOf({ name, group, type: datasetType.toUpperCase() }, findSchema(schemaArn), now());
			const { datasetArn } = add(datasets, 'datasetArn', dataset);
			return { datasetArn };
		},

		DescribeDataset: (input) => {
			const { datasetArn } = parseRequest(describeDatasetRequest, input);
			const dataset = findOne(datasets, 'datasetArn', datasetArn);
			const { datasetGroupArn, schemaArn } = dataset;
			return { dataset: { ...summarize(dataset), datasetGroupArn, schemaArn } };
		},

		/** A group that does not exist has no datasets: the model names no error for it. */
		ListDatasets: (input) => {
			const { datasetGroupArn, ...paging } = parseRequest(listDatasetsRequest, input);
			const listed = datasets.filter((dataset) => !datasetGroupArn || dataset.datasetGroupArn === datasetGroupArn);
			const { page, nextToken } = pageOf(
				`datasets ${datasetGroupArn}`,
				listed,
				(dataset) => datasets.indexOf(dataset),
				paging,
			);
			return { datasets: page.map(summarize), nextToken };
		},

		DescribeDatasetGroup: (input) => {
			const { datasetGroupArn } = parseRequest(describeDatasetGroupRequest, input);
			return { datasetGroup: findGroup(datasetGroupArn) };
		},

		ListDatasetGroups: (input) => {
			const paging = parseRequest(listDatasetGroupsRequest, input);
			const { page, nextToken } = pageOf('datasetGroups', groups, (group) => groups.indexOf(group), paging);
			return { datasetGroups: page, nextToken };
		},

		DescribeSchema: (input) => {
			const { schemaArn } = parseRequest(describeSchemaRequest, input);
			return { schema: findSchema(schemaArn) };
		},

		ListSchemas: (input) => {
			const paging = parseRequest(listSchemasRequest, input);
			const { page, nextToken } = pageOf('schemas', schemas, (schema) => schemas.indexOf(schema), paging);
			return { schemas: page.map(({ schema: _schema, ...summary }) => summary), nextToken };
		},
	} satisfies Record<string, Operation>;
};

const findOne = <Key extends string, Resource extends Readonly<Record<Key, string>>>(
	resources: readonly Resource[],
	key: Key,
	resourceArn: string,
): Resource => {
	const resource = resources.find((known) => known[key] === resourceArn);
	if (!resource) throw notFound(resourceArn);
	return resource;
};

const add = <Key extends string, Resource extends Readonly<Record<Key, string>>>(
	resources: Resource[],
	key: Key,
	resource: Resource,
): Resource => {
	if (resources.some((known) => known[key] === resource[key])) {
		throw new AwsError('ResourceAlreadyExistsException', `Another resource with Arn ${resource[key]} already exists.`);
	}
	resources.push(resource);
	return resource;
};
