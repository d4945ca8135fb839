import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import type { Exportwatch } from '#client/exportwatch.ts';
import type { JobStatus } from '#contracts/vocabulary.ts';
import { account, arn, buckets, datasetGroupName, exportKeyArn, partition } from '../../local/aws/shared/names.ts';

const roleArn = `arn:${partition}:iam::${account}:role/PersonalizeExport`;

/** Starts ExportDatasets over the demo group and returns the execution's ARN. */
export const exportGroup = (exportwatch: Exportwatch): Promise<string> =>
	exportwatch.startExport({
		datasetGroupArn: arn('personalize', `dataset-group/${datasetGroupName}`),
		outputPath: `s3://${buckets.exports}/${datasetGroupName}/`,
		roleArn,
		tags: [{ tagKey: 'simulate:seconds', tagValue: '12' }],
	});

export const FAILING_JOB_NAME = 'users-nightly';

/** Creates an export job that fails, and returns its ARN; the EventBridge rule starts its watch. */
export const createFailingExport = async (): Promise<string> => {
	const steering = {
		'simulate:seconds': '8',
		'simulate:status': 'CREATE FAILED' satisfies JobStatus,
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
					kmsKeyArn: exportKeyArn,
				},
			},
			tags: Object.entries(steering).map(([tagKey, tagValue]) => ({ tagKey, tagValue })),
		}),
	);
	return answer.datasetExportJobArn ?? '';
};
