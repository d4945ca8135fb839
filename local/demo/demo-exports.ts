import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { account, arn, buckets, datasetGroupName, partition } from '../names.ts';

/** One export of the demo, and how its watch should end. */
export interface DemoExport {
	readonly jobName: string;
	readonly datasetType: 'INTERACTIONS' | 'ITEMS' | 'USERS';
	readonly kmsKeyArn?: string;
	readonly tags: Readonly<Record<string, string>>;
	readonly expected: 'SUCCEEDED' | 'FAILED';
}

export const demoExports: readonly DemoExport[] = [
	{
		jobName: 'interactions-nightly',
		datasetType: 'INTERACTIONS',
		tags: { 'simulate:seconds': '12' },
		expected: 'SUCCEEDED',
	},
	{
		jobName: 'users-nightly',
		datasetType: 'USERS',
		kmsKeyArn: arn('kms', 'key/11111111-2222-3333-4444-555555555555'),
		tags: {
			'simulate:seconds': '8',
			'simulate:status': 'CREATE FAILED',
			'simulate:failureReason':
				'Access denied: the service role is not allowed to perform s3:PutObject on the bucket exports.',
		},
		expected: 'FAILED',
	},
];

/** Creates the export job and answers with its ARN; nobody starts a watch: the EventBridge rule does. */
export const createDemoExport = async ({ jobName, datasetType, kmsKeyArn, tags }: DemoExport): Promise<string> => {
	const answer = await new PersonalizeClient({}).send(
		new CreateDatasetExportJobCommand({
			jobName,
			datasetArn: arn('personalize', `dataset/${datasetGroupName}/${datasetType}`),
			ingestionMode: 'ALL',
			roleArn: `arn:${partition}:iam::${account}:role/PersonalizeExport`,
			jobOutput: { s3DataDestination: { path: `s3://${buckets.exports}/${datasetGroupName}/${jobName}/`, kmsKeyArn } },
			tags: Object.entries(tags).map(([tagKey, tagValue]) => ({ tagKey, tagValue })),
		}),
	);
	return answer.datasetExportJobArn ?? '';
};
