import { randomBytes } from 'node:crypto';
import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { S3Client } from '@aws-sdk/client-s3';
import { removeObjects } from '#functions/process-export/remove-objects.ts';
import { listObjects } from '#functions/shared/list-objects.ts';
import { readS3Location } from '#functions/shared/s3-location.ts';
import type { SmokeRequest } from './smoke-request.ts';

/** Whether CloudTrail shows it says whether a rule could match tags. */
export const SMOKE_TAG = { tagKey: 'exportwatch:smoke', tagValue: 'true' };

export interface SmokeExport {
	readonly datasetExportJobArn: string;
	readonly outputPath: string;
}

/** The account may have one request a second, which watches use too. */
const clientSettings = { maxAttempts: 8 };

/** @throws the SDK's own error if Personalize refuses the job */
export const createExport = async (
	{ datasetArn, roleArn, namePrefix, outputPath }: SmokeRequest,
	abortSignal: AbortSignal,
): Promise<SmokeExport> => {
	const jobName = `${namePrefix}smoke-${randomBytes(4).toString('hex')}`;
	const path = `${outputPath}${jobName}/`;
	const create = new CreateDatasetExportJobCommand({
		jobName,
		datasetArn,
		roleArn,
		ingestionMode: 'ALL',
		jobOutput: { s3DataDestination: { path } },
		tags: [SMOKE_TAG],
	});
	const { datasetExportJobArn = '' } = await new PersonalizeClient(clientSettings).send(create, { abortSignal });
	return { datasetExportJobArn, outputPath: path };
};

/** Deletes what the export has written so far. */
export const deleteFiles = async (outputPath: string): Promise<void> => {
	const location = readS3Location(outputPath);
	if (!location) return;
	const client = new S3Client(clientSettings);
	const signal = AbortSignal.timeout(DELETION_MILLISECONDS); // not that of the run, which may be over
	const files = await listObjects(client, location, signal);
	await removeObjects(
		client,
		location.bucket,
		files.map(({ key }) => key),
		signal,
	);
};

const DELETION_MILLISECONDS = 60_000;
