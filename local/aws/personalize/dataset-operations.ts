import type { Operation } from '../shared/aws-json.ts';
import {
	describeDatasetGroupRequest,
	describeDatasetRequest,
	describeSchemaRequest,
	listDatasetGroupsRequest,
	listDatasetsRequest,
	notFound,
	pageOf,
	parseRequest,
} from './requests.ts';
import { type Dataset, datasetGroups, datasets } from './simulated-datasets.ts';

const summarize = ({ name, datasetArn, datasetType, status, creationDateTime, lastUpdatedDateTime }: Dataset) => ({
	name,
	datasetArn,
	datasetType,
	status,
	creationDateTime,
	lastUpdatedDateTime,
});

/** Answers lack the fields that only a domain, an encrypted or a failed resource has. */
export const datasetOperations = {
	DescribeDataset: (input) => {
		const { datasetArn } = parseRequest(describeDatasetRequest, input);
		const dataset = datasets.find((known) => known.datasetArn === datasetArn);
		if (!dataset) throw notFound(datasetArn);
		const { datasetGroupArn, schema } = dataset;
		return { dataset: { ...summarize(dataset), datasetGroupArn, schemaArn: schema.schemaArn } };
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
		const datasetGroup = datasetGroups.find((known) => known.datasetGroupArn === datasetGroupArn);
		if (!datasetGroup) throw notFound(datasetGroupArn);
		return { datasetGroup };
	},

	ListDatasetGroups: (input) => {
		const paging = parseRequest(listDatasetGroupsRequest, input);
		const { page, nextToken } = pageOf('datasetGroups', datasetGroups, (group) => datasetGroups.indexOf(group), paging);
		return { datasetGroups: page, nextToken };
	},

	DescribeSchema: (input) => {
		const { schemaArn } = parseRequest(describeSchemaRequest, input);
		const dataset = datasets.find(({ schema }) => schema.schemaArn === schemaArn);
		if (!dataset) throw notFound(schemaArn);
		return { schema: dataset.schema };
	},
} satisfies Record<string, Operation>;
