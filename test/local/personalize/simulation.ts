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
import {
	CreateBucketCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
	S3Client,
} from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { buckets } from '../../../local/aws/names.ts';
import { type ApiCall, createPersonalize } from '../../../local/aws/personalize/service.ts';
import type { RequestRate } from '../../../local/aws/personalize/token-bucket.ts';

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

/** The simulator and an S3 behind real HTTP, with real clients, and what tests say to them. */
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
		now: () => new Date(),
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

	const listKeys = async (bucket: string, prefix = ''): Promise<string[]> => {
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
		return Contents.map(({ Key = '' }) => Key);
	};
	const getText = async (bucket: string, key: string): Promise<string> => {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		return Buffer.from((await Body?.transformToByteArray()) ?? []).toString('utf8');
	};

	return {
		s3,
		personalize,
		apiCalls,
		endpoint: service.endpoint,
		closeSimulator: simulator.close,
		listKeys,
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
			const keys = await listKeys(buckets.exports, prefix);
			return Promise.all(keys.map((key) => getText(buckets.exports, key)));
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

/** A valid request for a job of its own name and folder, whatever else a test wants of it. */
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
