import type { Operation } from '../aws-json.ts';
import { createRequestParser } from '../parse-request.ts';
import { notFound } from './not-found.ts';
import { paginate } from './paginate.ts';
import {
	describeDatasetGroupRequest,
	describeDatasetRequest,
	describeSchemaRequest,
	listDatasetGroupsRequest,
	listDatasetsRequest,
} from './requests.ts';
import { type Dataset, datasetGroups, datasets } from './simulated-datasets.ts';

const parseRequest = createRequestParser('InvalidInputException');

const summarize = ({ name, datasetArn, datasetType, status, creationDateTime, lastUpdatedDateTime }: Dataset) => ({
	name,
	datasetArn,
	datasetType,
	status,
	creationDateTime,
	lastUpdatedDateTime,
});

/** What the catalogue answers. Fields that only a domain, an encrypted or a failed resource has are left out. */
export const datasetOperations = {
	DescribeDataset: (input) => {
		const { datasetArn } = parseRequest(describeDatasetRequest, input);
		const dataset = datasets.find((known) => known.datasetArn === datasetArn);
		if (!dataset) throw notFound(datasetArn);
		const { datasetGroupArn, schema } = dataset;
		return { dataset: { ...summarize(dataset), datasetGroupArn, schemaArn: schema.schemaArn } };
	},

	/** The model has no not-found here: the datasets of a group that does not exist are none. */
	ListDatasets: (input) => {
		const request = parseRequest(listDatasetsRequest, input);
		const { datasetGroupArn } = request;
		const listed = datasets.filter((dataset) => !datasetGroupArn || dataset.datasetGroupArn === datasetGroupArn);
		const { page, nextToken } = paginate(listed, (dataset) => dataset.datasetArn, request);
		return { datasets: page.map(summarize), nextToken };
	},

	DescribeDatasetGroup: (input) => {
		const { datasetGroupArn } = parseRequest(describeDatasetGroupRequest, input);
		const datasetGroup = datasetGroups.find((known) => known.datasetGroupArn === datasetGroupArn);
		if (!datasetGroup) throw notFound(datasetGroupArn);
		return { datasetGroup };
	},

	ListDatasetGroups: (input) => {
		const request = parseRequest(listDatasetGroupsRequest, input);
		const { page, nextToken } = paginate(datasetGroups, (group) => group.datasetGroupArn, request);
		return { datasetGroups: page, nextToken };
	},

	DescribeSchema: (input) => {
		const { schemaArn } = parseRequest(describeSchemaRequest, input);
		const dataset = datasets.find(({ schema }) => schema.schemaArn === schemaArn);
		if (!dataset) throw notFound(schemaArn);
		return { schema: dataset.schema };
	},
} satisfies Record<string, Operation>;
