import type { S3Client } from '@aws-sdk/client-s3';
import { AwsError, createAwsJsonService, type Operation, type ServiceHandler } from '../shared/aws-json.ts';
import type { Clock } from '../shared/clock.ts';
import { createDatasetCatalog } from './dataset-catalog.ts';
import { createDatasetOperations } from './dataset-operations.ts';
import { createExportJobOperations } from './export-job-operations.ts';
import { createExportJobs } from './export-jobs.ts';
import { addPastExports } from './past-exports.ts';
import { createTokenBucket, type RequestRate, type TokenBucket } from './token-bucket.ts';
import { writeExport } from './write-export.ts';

/** A call as CloudTrail would log it. */
export interface ApiCall {
	/** Of the caller. */
	readonly accessKeyId: string;
	readonly eventName: string;
	readonly requestParameters: Record<string, unknown>;
	readonly responseElements: Record<string, unknown> | null;
	readonly errorCode?: string;
	readonly errorMessage?: string;
}

/** Every request rate that AWS publishes for the control plane is one a second; the burst is our choice. */
const DEFAULT_REQUEST_RATE: RequestRate = { perSecond: 1, burst: 10 };

const throttled =
	(operation: Operation, mayPass: TokenBucket): Operation =>
	(...request) => {
		if (!mayPass()) throw new AwsError('ThrottlingException', 'Rate exceeded');
		return operation(...request);
	};

const logged =
	(
		eventName: string,
		operation: (input: Record<string, unknown>) => Record<string, unknown>,
		onApiCall: (call: ApiCall) => void,
	): Operation =>
	(requestParameters, accessKeyId) => {
		const call = { accessKeyId, eventName, requestParameters };
		let responseElements: Record<string, unknown>;
		try {
			responseElements = operation(requestParameters);
		} catch (error) {
			if (error instanceof AwsError) {
				const { code: errorCode, message: errorMessage } = error;
				onApiCall({ ...call, responseElements: null, errorCode, errorMessage });
			}
			throw error;
		}
		onApiCall({ ...call, responseElements });
		return responseElements;
	};

/**
 * Simulates the dataset and export-job operations of Amazon Personalize over the dataset group `demo` and those that are
 * created. Tags on the
 * create call steer a job (job-plan.ts); a job exports the data in the datasets bucket (read-dataset.ts).
 */
export const createPersonalize = (dependencies: {
	/** A client of the embedded S3. */
	readonly s3: S3Client;
	readonly clock: Clock;
	/** Gets each `CreateDatasetExportJob` call that was not throttled, refused ones too. */
	readonly onApiCall: (call: ApiCall) => void;
	readonly requestRate?: RequestRate;
	/** Whether the datasets have been exported before. */
	readonly hasPast?: boolean;
}): { readonly handle: ServiceHandler; readonly close: () => void } => {
	const { s3, clock, onApiCall, requestRate = DEFAULT_REQUEST_RATE, hasPast = false } = dependencies;
	const jobs = createExportJobs({ clock, writeExport: (job) => writeExport(s3, job) });
	const catalog = createDatasetCatalog();
	if (hasPast) addPastExports(jobs, catalog.datasets, clock.now());
	const exportJobOperations = createExportJobOperations(jobs, catalog.datasets);

	const operations: Record<string, Operation> = {
		...createDatasetOperations(catalog, clock.now),
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
					throttled(operation, createTokenBucket(requestRate, clock.now)),
				]),
			),
		}),
		close: jobs.close,
	};
};
