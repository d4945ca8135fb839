import { datasetTypes } from '#contracts/vocabulary.ts';
import { arn, datasetGroupName } from '../shared/names.ts';

interface AvroField {
	readonly name: string;
	readonly type: string | readonly string[];
	readonly categorical?: true;
	readonly textual?: true;
}

interface SimulatedDataset {
	readonly datasetType: string;
	readonly fields: readonly AvroField[];
}

/** The datasets by their group. A dataset added here can be described, listed and exported. */
const datasetsOfGroups: Readonly<Record<string, readonly SimulatedDataset[]>> = {
	[datasetGroupName]: [
		{
			datasetType: 'INTERACTIONS',
			fields: [
				{ name: 'USER_ID', type: 'string' },
				{ name: 'ITEM_ID', type: 'string' },
				{ name: 'TIMESTAMP', type: 'long' },
				{ name: 'EVENT_TYPE', type: 'string' },
				{ name: 'EVENT_VALUE', type: ['null', 'float'] },
			],
		},
		{
			datasetType: 'ITEMS',
			fields: [
				{ name: 'ITEM_ID', type: 'string' },
				{ name: 'TITLE', type: 'string', textual: true },
				{ name: 'GENRES', type: 'string', categorical: true },
				{ name: 'PRICE', type: 'float' },
				{ name: 'CREATION_TIMESTAMP', type: 'long' },
			],
		},
		{
			datasetType: 'USERS',
			fields: [
				{ name: 'USER_ID', type: 'string' },
				{ name: 'AGE_GROUP', type: 'string', categorical: true },
				{ name: 'MEMBERSHIP', type: 'string', categorical: true },
			],
		},
		{
			datasetType: 'ACTIONS',
			fields: [
				{ name: 'ACTION_ID', type: 'string' },
				{ name: 'VALUE', type: ['null', 'long'] },
			],
		},
	],
};

/** Fixed, so that two runs answer alike. */
const createdAt = new Date('2025-01-15T09:00:00Z');
const timestamps = { creationDateTime: createdAt, lastUpdatedDateTime: createdAt };

const groupArn = (group: string): string => arn('personalize', `dataset-group/${group}`);

export const datasetGroups = Object.keys(datasetsOfGroups).map((group) => ({
	name: group,
	datasetGroupArn: groupArn(group),
	status: 'ACTIVE',
	...timestamps,
}));

export const datasets = Object.entries(datasetsOfGroups).flatMap(([group, members]) =>
	members.map(({ datasetType, fields }) => {
		const name = `${group}-${datasetType.toLowerCase()}`;
		return {
			name,
			datasetType,
			isExportable: datasetTypes.some((exportable) => exportable === datasetType),
			fieldNames: fields.map((field) => field.name),
			datasetArn: arn('personalize', `dataset/${group}/${datasetType}`),
			datasetGroupArn: groupArn(group),
			/** An export exports the CSV files that are in this folder of the datasets bucket. */
			sourcePrefix: `${group}/${datasetType}/`,
			schema: {
				name,
				schemaArn: arn('personalize', `schema/${name}`),
				schema: JSON.stringify({
					type: 'record',
					name: datasetType.charAt(0) + datasetType.slice(1).toLowerCase(),
					namespace: 'com.amazonaws.personalize.schema',
					fields,
					version: '1.0',
				}),
				...timestamps,
			},
			status: 'ACTIVE',
			...timestamps,
		};
	}),
);

export type Dataset = (typeof datasets)[number];
