import type { S3Client } from '@aws-sdk/client-s3';
import { AwsError, createAwsJsonService, type Operation, type ServiceHandler } from '../aws-json.ts';
import { datasetOperations } from './dataset-operations.ts';
import { createExportJobOperations } from './export-job-operations.ts';
import { createExportJobs } from './export-jobs.ts';
import { addPastExports } from './past-exports.ts';
import { createTokenBucket, type RequestRate, type TokenBucket } from './token-bucket.ts';
import { createExportWriter } from './write-export.ts';

/** What CloudTrail would log of a call. */
export interface ApiCall {
	readonly eventName: string;
	readonly requestParameters: Record<string, unknown>;
	readonly responseElements: Record<string, unknown> | null;
	readonly errorCode?: string;
	readonly errorMessage?: string;
}

/** Every published rate of the control plane is one request a second; the burst is the simulator's choice. */
const DEFAULT_REQUEST_RATE: RequestRate = { perSecond: 1, burst: 10 };

const throttled =
	(operation: Operation, mayPass: TokenBucket): Operation =>
	(input) => {
		if (!mayPass()) throw new AwsError('ThrottlingException', 'Rate exceeded');
		return operation(input);
	};

const logged =
	(
		eventName: string,
		operation: (input: Record<string, unknown>) => Record<string, unknown>,
		onApiCall: (call: ApiCall) => void,
	): Operation =>
	(requestParameters) => {
		let responseElements: Record<string, unknown>;
		try {
			responseElements = operation(requestParameters);
		} catch (error) {
			if (error instanceof AwsError) {
				const { code: errorCode, message: errorMessage } = error;
				onApiCall({ eventName, requestParameters, responseElements: null, errorCode, errorMessage });
			}
			throw error;
		}
		onApiCall({ eventName, requestParameters, responseElements });
		return responseElements;
	};

/**
 * Simulates the dataset and export-job operations of Amazon Personalize over one dataset group, `demo`. Tags on the
 * create call steer a job (job-plan.ts); what it exports is what lies in the datasets bucket (read-dataset.ts).
 */
export const createPersonalize = (dependencies: {
	/** A client of the embedded S3. */
	readonly s3: S3Client;
	readonly now: () => Date;
	/** Told of each `CreateDatasetExportJob` call, refused ones too; not of throttled ones. */
	readonly onApiCall: (call: ApiCall) => void;
	readonly requestRate?: RequestRate;
	/** Whether the datasets have been exported before. */
	readonly hasPast?: boolean;
}): { readonly handle: ServiceHandler; readonly close: () => void } => {
	const { s3, now, onApiCall, requestRate = DEFAULT_REQUEST_RATE, hasPast = false } = dependencies;
	const jobs = createExportJobs({ now, writeExport: createExportWriter(s3) });
	if (hasPast) addPastExports(jobs, now());
	const exportJobOperations = createExportJobOperations(jobs);

	const operations: Record<string, Operation> = {
		...datasetOperations,
		...exportJobOperations,
		CreateDatasetExportJob: logged('CreateDatasetExportJob', exportJobOperations.CreateDatasetExportJob, onApiCall),
	};
	return {
		handle: createAwsJsonService({
			targetPrefix: 'AmazonPersonalize',
			version: '1.1',
			operations: Object.fromEntries(
				Object.entries(operations).map(([name, operation]) => [
					name,
					throttled(operation, createTokenBucket(requestRate, now)),
				]),
			),
		}),
		close: jobs.close,
	};
};
