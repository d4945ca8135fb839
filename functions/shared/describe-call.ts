import {
	DescribeDatasetExportJobCommand,
	type DatasetExportJob as DescribedJob,
	PersonalizeClient,
} from '@aws-sdk/client-personalize';
import { type DatasetExportJob, datasetExportJob } from '#contracts/watch.ts';
import { callAws, clientSettings } from './aws-calls.ts';
import { DatasetExportJobNotFound, DescribeRefused } from './errors.ts';

/** One attempt: the workflow retries with jitter, and a retry here would use up the account's one request a second. */
export const createDescribingClient = (): PersonalizeClient =>
	new PersonalizeClient({ ...clientSettings, maxAttempts: 1 });

/** @throws DatasetExportJobNotFound, DescribeRefused, ServiceThrottled, ServiceUnavailable */
export const describeDatasetExportJob = async (
	personalize: PersonalizeClient,
	datasetExportJobArn: string,
	abortSignal: AbortSignal,
): Promise<DatasetExportJob> => {
	try {
		const answer = await callAws('Personalize DescribeDatasetExportJob', () =>
			personalize.send(new DescribeDatasetExportJobCommand({ datasetExportJobArn }), { abortSignal }),
		);
		return datasetExportJob.parse(asJson(answer.datasetExportJob ?? {}));
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		if (error.name === 'ResourceNotFoundException') throw new DatasetExportJobNotFound(datasetExportJobArn, error);
		if (refusals.has(error.name)) throw new DescribeRefused(datasetExportJobArn, error);
		throw error;
	}
};

const refusals: ReadonlySet<string> = new Set([
	'InvalidInputException',
	'AccessDeniedException',
	'ValidationException',
]);

/** Times become ISO 8601; undefined values and invalid times are left out. */
const asJson = (job: DescribedJob): unknown =>
	JSON.parse(JSON.stringify(job), (_key, value: unknown) => value ?? undefined);
