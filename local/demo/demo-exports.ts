import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { account, arn, buckets, datasetGroupName, partition, stateMachineArnOf } from '../aws/shared/names.ts';

const roleArn = `arn:${partition}:iam::${account}:role/PersonalizeExport`;

/** What of the dataset group the demo exports, side by side. */
export const groupDatasetTypes = ['INTERACTIONS', 'ITEMS', 'USERS'] as const;

/** Has ExportDatasets export the whole demo group; answers with the execution's ARN. */
export const exportGroup = async (): Promise<string> => {
	const input = {
		datasetGroupArn: arn('personalize', `dataset-group/${datasetGroupName}`),
		outputPath: `s3://${buckets.exports}/${datasetGroupName}/`,
		roleArn,
		tags: [{ tagKey: 'simulate:seconds', tagValue: '12' }],
	};
	const start = new StartExecutionCommand({
		stateMachineArn: stateMachineArnOf('ExportDatasets'),
		name: 'demo',
		input: JSON.stringify(input),
	});
	return (await new SFNClient({}).send(start)).executionArn ?? '';
};

export const FAILING_JOB_NAME = 'users-nightly';

/** Creates an export that fails and answers with its ARN; nobody starts its watch: the EventBridge rule does. */
export const createFailingExport = async (): Promise<string> => {
	const steering = {
		'simulate:seconds': '8',
		'simulate:status': 'CREATE FAILED',
		'simulate:failureReason':
			'Access denied: the service role is not allowed to perform s3:PutObject on the bucket exports.',
	};
	const answer = await new PersonalizeClient({}).send(
		new CreateDatasetExportJobCommand({
			jobName: FAILING_JOB_NAME,
			datasetArn: arn('personalize', `dataset/${datasetGroupName}/USERS`),
			ingestionMode: 'ALL',
			roleArn,
			jobOutput: {
				s3DataDestination: {
					path: `s3://${buckets.exports}/${FAILING_JOB_NAME}/`,
					kmsKeyArn: arn('kms', 'key/11111111-2222-3333-4444-555555555555'),
				},
			},
			tags: Object.entries(steering).map(([tagKey, tagValue]) => ({ tagKey, tagValue })),
		}),
	);
	return answer.datasetExportJobArn ?? '';
};
