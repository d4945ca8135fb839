import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ExportWatch } from './export-watch.ts';
import type { ExportWatchProps } from './props/export-watch-props.ts';

export interface ExportwatchStackProps extends StackProps {
	/** The props of the ExportWatch in the stack. Default: all of its defaults. */
	readonly exportWatch?: ExportWatchProps;
}

/** ExportWatch in a stack of its own, for an account that has none to put it into. */
export class ExportwatchStack extends Stack {
	readonly exportWatch: ExportWatch;

	constructor(scope: Construct, id: string, props: ExportwatchStackProps = {}) {
		super(scope, id, { description: 'Follows Amazon Personalize dataset export jobs to their end', ...props });
		this.exportWatch = new ExportWatch(this, 'ExportWatch', props.exportWatch);

		const { watchExport, exportDatasets, processExport, stores } = this.exportWatch;
		const { topic, recordsTable, manifestBucket, processedBucket, deadLetters } = stores;
		new CfnOutput(this, 'WatchExportArn', { value: watchExport.stateMachine.stateMachineArn });
		new CfnOutput(this, 'ExportDatasetsArn', { value: exportDatasets.stateMachine.stateMachineArn });
		new CfnOutput(this, 'OutcomesTopicArn', { value: topic.topicArn });
		new CfnOutput(this, 'ExportJobsTable', { value: recordsTable.tableName });
		new CfnOutput(this, 'ManifestBucket', { value: manifestBucket.bucketName });
		new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters.queueUrl });
		if (processExport) new CfnOutput(this, 'ProcessExportArn', { value: processExport.stateMachine.stateMachineArn });
		if (processedBucket) new CfnOutput(this, 'ProcessedBucket', { value: processedBucket.bucketName });
		const [exportBucket] = stores.exportBuckets;
		if (exportBucket) new CfnOutput(this, 'ExportBucket', { value: exportBucket.bucketName });
		const [exportRole] = stores.exportRoles;
		if (exportRole) new CfnOutput(this, 'ExportRoleArn', { value: exportRole.roleArn });
	}
}
