import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { type Installation, installationParameter } from '#contracts/installation.ts';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import type { AdoptExports } from '../event-functions/adopt-exports.ts';
import type { Stores } from '../stores/stores.ts';
import type { ExportDatasets } from '../workflows/export-datasets.ts';
import type { ProcessExport } from '../workflows/process-export.ts';
import type { WatchExport } from '../workflows/watch-export.ts';

interface Installed {
	readonly watchExport: WatchExport;
	readonly exportDatasets: ExportDatasets;
	readonly processExport: ProcessExport | undefined;
	readonly adoptExports: AdoptExports;
	readonly stores: Stores;
}

/**
 * Tells tools where everything of an ExportWatch is. Its name is fixed, so a second ExportWatch with the same instance name
 * fails at its deployment. The rules wait for it, so that none of a second one has started a watch by then.
 */
export class InstallationParameter extends StringParameter {
	constructor(scope: Construct, id: string, instanceName: string, installed: Installed) {
		super(scope, id, {
			parameterName: installationParameter(instanceName),
			description: 'Where everything of this Exportwatch is',
			stringValue: Stack.of(scope).toJsonString(installationOf(installed)),
		});
		for (const rule of scope.node.findAll()) if (rule instanceof Rule) rule.node.addDependency(this);
	}
}

const installationOf = ({
	watchExport,
	exportDatasets,
	processExport,
	adoptExports,
	stores,
}: Installed): Installation => {
	const { recordsTable, topic, exportBuckets, manifestBucket, processedBucket } = stores;
	return {
		version: 1,
		stateMachines: {
			WatchExport: watchExport.stateMachine.stateMachineArn,
			ExportDatasets: exportDatasets.stateMachine.stateMachineArn,
			...(processExport && { ProcessExport: processExport.stateMachine.stateMachineArn }),
		},
		functions: { AdoptExports: adoptExports.function.functionArn },
		table: recordsTable.tableName,
		topic: topic.topicArn,
		eventBus: EVENT_BUS_NAME,
		buckets: {
			exports: exportBuckets.map(({ bucketName }) => bucketName),
			manifests: manifestBucket.bucketName,
			...(processedBucket && { processed: processedBucket.bucketName }),
		},
	};
};
