import { type Installation, installationParameter } from '#contracts/installation.ts';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { arn, buckets, functionArnOf, stateMachineArnOf, tableName, topicName } from '../shared/names.ts';

const installation: Installation = {
	version: 1,
	stateMachines: {
		WatchExport: stateMachineArnOf('WatchExport'),
		ExportDatasets: stateMachineArnOf('ExportDatasets'),
		ProcessExport: stateMachineArnOf('ProcessExport'),
	},
	functions: { AdoptExports: functionArnOf('AdoptExports') },
	table: tableName,
	topic: arn('sns', topicName),
	eventBus: EVENT_BUS_NAME,
	buckets: { exports: [buckets.exports], manifests: buckets.manifests, processed: buckets.processed },
};

/** The values of all parameters by their names. */
export const parameters: Readonly<Record<string, string>> = {
	[installationParameter()]: JSON.stringify(installation),
};
