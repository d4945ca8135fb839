import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	CreateDatasetExportJobCommand,
	type CreateDatasetExportJobCommandInput,
	type DatasetExportJob,
	DescribeDatasetExportJobCommand,
	PersonalizeClient,
} from '@aws-sdk/client-personalize';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { type ApiCall, createPersonalize } from '../../local/aws/personalize/service.ts';
import type { RequestRate } from '../../local/aws/personalize/token-bucket.ts';
import { systemClock } from '../../local/aws/shared/clock.ts';
import { buckets } from '../../local/aws/shared/names.ts';
import { listKeys, readObject } from '../../local/aws/shared/objects.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

const listen = async (listener: RequestListener) => {
	const server = createServer(listener);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
};

/** The embedded Personalize and an S3 behind real HTTP, and what tests do with them through real clients. */
export const startSimulation = async (options: { readonly requestRate?: RequestRate } = {}) => {
	const { requestRate = { perSecond: 1000, burst: 1000 } } = options;
	const fauxqs = buildApp({ logger: false });
	await fauxqs.ready();
	const storage = await listen((request, response) => fauxqs.routing(request, response));
	const s3 = new S3Client({ region: 'us-east-1', endpoint: storage.endpoint, forcePathStyle: true, credentials });
	for (const Bucket of [buckets.datasets, buckets.exports]) await s3.send(new CreateBucketCommand({ Bucket }));

	const apiCalls: ApiCall[] = [];
	const simulator = createPersonalize({
		s3,
		clock: systemClock,
		onApiCall: (call) => apiCalls.push(call),
		requestRate,
	});
	const service = await listen(simulator.handle);
	const personalize = new PersonalizeClient({
		region: 'us-east-1',
		endpoint: service.endpoint,
		credentials,
		maxAttempts: 1,
	});

	return {
		s3,
		personalize,
		apiCalls,
		closeSimulator: simulator.close,
		/** The keys of a bucket. */
		listKeys: (bucket: string) => listKeys(s3, { bucket, prefix: '' }),
		putSource: (key: string, csv: string) =>
			s3.send(new PutObjectCommand({ Bucket: buckets.datasets, Key: key, Body: Buffer.from(csv) })),
		create: async (input: Partial<CreateDatasetExportJobCommandInput> = {}): Promise<string> => {
			const { datasetExportJobArn = '' } = await personalize.send(new CreateDatasetExportJobCommand(request(input)));
			return datasetExportJobArn;
		},
		describe: async (datasetExportJobArn: string): Promise<DatasetExportJob> => {
			const { datasetExportJob = {} } = await personalize.send(
				new DescribeDatasetExportJobCommand({ datasetExportJobArn }),
			);
			return datasetExportJob;
		},
		/** The text of every part under a prefix of the exports bucket, in the order of their keys. */
		readParts: async (prefix: string): Promise<string[]> => {
			const keys = await listKeys(s3, { bucket: buckets.exports, prefix });
			return Promise.all(keys.map(async (key) => (await readObject(s3, buckets.exports, key)).toString()));
		},
		/** A request that no client would send. */
		post: async (operation: string, body: unknown): Promise<Readonly<Record<string, unknown>>> => {
			const response = await fetch(service.endpoint, {
				method: 'POST',
				headers: { 'x-amz-target': `AmazonPersonalize.${operation}` },
				body: JSON.stringify(body),
			});
			const contentType = response.headers.get('content-type');
			return { status: response.status, contentType, ...((await response.json()) as object) };
		},
		stop: async () => {
			simulator.close();
			service.close();
			storage.close();
			personalize.destroy();
			s3.destroy();
			await fauxqs.close();
		},
	};
};

export type Simulation = Awaited<ReturnType<typeof startSimulation>>;

let jobs = 0;

/** A valid request for a job with its own name and folder. */
export const request = (
	input: Partial<CreateDatasetExportJobCommandInput> = {},
): CreateDatasetExportJobCommandInput => {
	jobs += 1;
	const { jobName = `job-${jobs}` } = input;
	return {
		jobName,
		datasetArn: datasetArn('INTERACTIONS'),
		roleArn: 'arn:aws:iam::000000000000:role/service-role/PersonalizeExport',
		jobOutput: { s3DataDestination: { path: `s3://${buckets.exports}/${jobName}/` } },
		...input,
	};
};

export const datasetArn = (datasetType: string): string =>
	`arn:aws:personalize:us-east-1:000000000000:dataset/demo/${datasetType}`;

export const to = (path: string) => ({ jobOutput: { s3DataDestination: { path } } });

/** Steering tags: `simulate({ seconds: '10' })`. */
export const simulate = (steering: Readonly<Record<string, string>>) => ({
	tags: Object.entries(steering).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue })),
});

/** The error of a call that must fail. */
export const failureOf = async (call: Promise<unknown>): Promise<Error> => {
	const error = await call.then(
		() => undefined,
		(reason: Error) => reason,
	);
	if (!error) throw new Error('the call did not fail');
	return error;
};
