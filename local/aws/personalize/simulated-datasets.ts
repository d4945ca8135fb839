import { datasetGroupName } from '../shared/names.ts';

interface AvroField {
	readonly name: string;
	readonly type: string | readonly string[];
	readonly categorical?: true;
	readonly textual?: true;
}

export interface SimulatedDataset {
	readonly datasetType: string;
	readonly fields: readonly AvroField[];
}

/** The demo's group. A dataset added here can be described, listed and exported. */
export const demoGroup: { readonly name: string; readonly datasets: readonly SimulatedDataset[] } = {
	name: datasetGroupName,
	datasets: [
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
