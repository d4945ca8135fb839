import { schemaOf as readAvro } from '#contracts/avro-columns.ts';
import { datasetTypes } from '#contracts/vocabulary.ts';
import { arn } from '../shared/names.ts';
import { demoGroup, type SimulatedDataset } from './simulated-datasets.ts';

interface Timestamps {
	readonly creationDateTime: Date;
	readonly lastUpdatedDateTime: Date;
}

export interface DatasetGroup extends Timestamps {
	readonly name: string;
	readonly datasetGroupArn: string;
	readonly status: 'ACTIVE';
}

export interface Schema extends Timestamps {
	readonly name: string;
	readonly schemaArn: string;
	/** Avro, as JSON. */
	readonly schema: string;
}

export interface Dataset extends Timestamps {
	readonly name: string;
	readonly datasetType: string;
	readonly isExportable: boolean;
	readonly datasetArn: string;
	readonly datasetGroupArn: string;
	readonly schemaArn: string;
	/** Of the schema. */
	readonly fieldNames: readonly string[];
	/** An export exports the CSV files that are in this folder of the datasets bucket. */
	readonly sourcePrefix: string;
	readonly status: 'ACTIVE';
}

/** What exists; every array grows by the Create calls. */
export interface DatasetCatalog {
	readonly groups: DatasetGroup[];
	readonly schemas: Schema[];
	readonly datasets: Dataset[];
}

const timestampsOf = (at: Date): Timestamps => ({ creationDateTime: at, lastUpdatedDateTime: at });

export const groupOf = (name: string, at: Date): DatasetGroup => ({
	name,
	datasetGroupArn: arn('personalize', `dataset-group/${name}`),
	status: 'ACTIVE',
	...timestampsOf(at),
});

export const schemaOf = (name: string, schema: string, at: Date): Schema => ({
	name,
	schemaArn: arn('personalize', `schema/${name}`),
	schema,
	...timestampsOf(at),
});

export const datasetOf = (
	{ name, group, type }: Readonly<Record<'name' | 'group' | 'type', string>>,
	{ schemaArn, schema }: Schema,
	at: Date,
): Dataset => ({
	name,
	datasetType: type,
	isExportable: datasetTypes.some((exportable) => exportable === type),
	datasetArn: arn('personalize', `dataset/${group}/${type}`),
	datasetGroupArn: arn('personalize', `dataset-group/${group}`),
	schemaArn,
	fieldNames: readAvro(schemaArn, schema).columns.map((column) => column.name),
	sourcePrefix: `${group}/${type}/`,
	status: 'ACTIVE',
	...timestampsOf(at),
});

/** Fixed, so that two runs answer alike. */
const DEMO_CREATED_AT = new Date('2025-01-15T09:00:00Z');

const avroOf = ({ datasetType, fields }: SimulatedDataset): string =>
	JSON.stringify({
		type: 'record',
		name: datasetType.charAt(0) + datasetType.slice(1).toLowerCase(),
		namespace: 'com.amazonaws.personalize.schema',
		fields,
		version: '1.0',
	});

/** The demo's group with its datasets. */
export const createDatasetCatalog = (): DatasetCatalog => {
	const { name: group, datasets } = demoGroup;
	const nameOf = (type: string): string => `${group}-${type.toLowerCase()}`;
	const catalog: DatasetCatalog = { groups: [groupOf(group, DEMO_CREATED_AT)], schemas: [], datasets: [] };
	for (const dataset of datasets) {
		const name = nameOf(dataset.datasetType);
		const schema = schemaOf(name, avroOf(dataset), DEMO_CREATED_AT);
		catalog.schemas.push(schema);
		catalog.datasets.push(datasetOf({ name, group, type: dataset.datasetType }, schema, DEMO_CREATED_AT));
	}
	return catalog;
};
