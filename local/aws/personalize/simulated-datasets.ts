import { arn, datasetGroupName } from '../names.ts';

interface AvroField {
	readonly name: string;
	readonly type: string | readonly string[];
	readonly categorical?: true;
	readonly textual?: true;
}

interface CataloguedDataset {
	readonly datasetType: string;
	/** Personalize exports Interactions, Items and Users; Actions and Action interactions it does not. */
	readonly exportable: boolean;
	readonly fields: readonly AvroField[];
}

/** What stands in the simulated Personalize. A dataset added here can be described, listed and exported. */
const catalogue: Readonly<Record<string, readonly CataloguedDataset[]>> = {
	[datasetGroupName]: [
		{
			datasetType: 'INTERACTIONS',
			exportable: true,
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
			exportable: true,
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
			exportable: true,
			fields: [
				{ name: 'USER_ID', type: 'string' },
				{ name: 'AGE_GROUP', type: 'string', categorical: true },
				{ name: 'MEMBERSHIP', type: 'string', categorical: true },
			],
		},
		{
			datasetType: 'ACTIONS',
			exportable: false,
			fields: [
				{ name: 'ACTION_ID', type: 'string' },
				{ name: 'VALUE', type: ['null', 'long'] },
			],
		},
	],
};

/** Everything was made before the first run: a fixed day, so that two runs answer alike. */
const madeAt = new Date('2025-01-15T09:00:00Z');
const timestamps = { creationDateTime: madeAt, lastUpdatedDateTime: madeAt };

const groupArn = (group: string): string => arn('personalize', `dataset-group/${group}`);

export const datasetGroups = Object.keys(catalogue).map((group) => ({
	name: group,
	datasetGroupArn: groupArn(group),
	status: 'ACTIVE',
	...timestamps,
}));

export const datasets = Object.entries(catalogue).flatMap(([group, members]) =>
	members.map(({ datasetType, exportable, fields }) => {
		const name = `${group}-${datasetType.toLowerCase()}`;
		return {
			name,
			datasetType,
			exportable,
			fieldNames: fields.map((field) => field.name),
			datasetArn: arn('personalize', `dataset/${group}/${datasetType}`),
			datasetGroupArn: groupArn(group),
			/** Where the records lie in the datasets bucket: whoever puts CSV there, it is what an export exports. */
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
