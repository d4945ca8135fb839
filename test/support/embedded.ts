import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
	CreateDatasetExportJobCommand,
	type CreateDatasetExportJobRequest,
	PersonalizeClient,
} from '@aws-sdk/client-personalize';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
	DescribeExecutionCommand,
	type DescribeExecutionOutput,
	type HistoryEvent,
	ListExecutionsCommand,
	paginateGetExecutionHistory,
	SFNClient,
	StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, vi } from 'vitest';
import type { DatasetNotification } from '#contracts/dataset.ts';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { ExportsStopped } from '#contracts/exports.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { Sweep } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { arn, datasetGroupName, stateMachineArnOf } from '../../local/aws/shared/names.ts';
import { type SkippedTime, skipTime } from './skipped-time.ts';

export const WATCH_EXPORT = stateMachineArnOf('WatchExport');
export const PROCESS_EXPORT = stateMachineArnOf('ProcessExport');
const EXPORT_DATASETS = stateMachineArnOf('ExportDatasets');
const INTERACTIONS = arn('personalize', `dataset/${datasetGroupName}/INTERACTIONS`);

type AnyNotification = OutcomeNotification | DatasetNotification | ExportsStopped;

/** AWS clients with the settings of the environment only. */
const connect = () => ({
	personalize: new PersonalizeClient({}),
	creating: new PersonalizeClient({ maxAttempts: 1 }),
	stepFunctions: new SFNClient({}),
	eventBridge: new EventBridgeClient({}),
	lambda: new LambdaClient({}),
	s3: new S3Client({}),
	sqs: new SQSClient({ useQueueUrlAsEndpoint: false }),
	documents: DynamoDBDocumentClient.from(new DynamoDBClient({})),
});

/** Moves the clock on until the request rate has room, because a client's own pauses do not move a skipped clock. */
const inTurn = async <T>(call: () => Promise<T>): Promise<T> => {
	try {
		return await call();
	} catch (error) {
		if ((error as Error).name !== 'ThrottlingException') throw error;
		vi.setSystemTime(Date.now() + 1_000);
		return inTurn(call);
	}
};

/** An embedded AWS for one test file, in skipped time, and what tests do with it. */
export const useEmbeddedAws = (
	options: Pick<
		Parameters<typeof startEmbeddedAws>[0],
		'requestRate' | 'definitions' | 'scope' | 'ownActions' | 'functions'
	> = {},
) => {
	let aws: EmbeddedAws;
	let clients: ReturnType<typeof connect>;
	let time: SkippedTime;
	let jobs = 0;
	const received: AnyNotification[] = [];

	beforeAll(async () => {
		time = skipTime();
		aws = await startEmbeddedAws({ port: 0, clock: time, ...options });
		clients = connect();
	});
	afterAll(async () => {
		await aws.close();
		time.giveBack();
	});

	const createExport = async (
		tags: Record<string, string> = {},
		partial: Partial<CreateDatasetExportJobRequest> = {},
	) => {
		jobs += 1;
		const jobName = `job-${jobs}`;
		const answer = await inTurn(() =>
			clients.creating.send(
				new CreateDatasetExportJobCommand({
					jobName,
					datasetArn: INTERACTIONS,
					ingestionMode: 'ALL',
					roleArn: 'arn:aws:iam::000000000000:role/Export',
					jobOutput: { s3DataDestination: { path: `s3://exports/${jobName}/` } },
					tags: Object.entries(tags).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue })),
					...partial,
				}),
			),
		);
		return answer.datasetExportJobArn ?? '';
	};

	const start = async (stateMachineArn: string, input: unknown) => {
		const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
		return (await clients.stepFunctions.send(command)).executionArn ?? '';
	};
	const startWatch = (input: unknown) => start(WATCH_EXPORT, input);
	const startExports = (partial: object = {}) =>
		start(EXPORT_DATASETS, {
			datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo',
			outputPath: 's3://exports/nightly/',
			roleArn: 'arn:aws:iam::000000000000:role/Export',
			...partial,
		});

	/** Runs AdoptExports once. */
	const sweep = async (): Promise<Sweep> => {
		const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: 'AdoptExports' }));
		return JSON.parse(Payload?.transformToString() ?? 'null');
	};

	const endOf = async (executionArn: string): Promise<DescribeExecutionOutput> => {
		for (;;) {
			const execution = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
			if (execution.status !== 'RUNNING') return execution;
			await sleep(5);
		}
	};

	/** The watches whose input names the job, once there are as many as expected. */
	const watchesOf = async (datasetExportJobArn: string, expected = 1): Promise<string[]> => {
		for (;;) {
			const { executions = [] } = await clients.stepFunctions.send(
				new ListExecutionsCommand({ stateMachineArn: WATCH_EXPORT, maxResults: 1000 }),
			);
			const described = await Promise.all(
				executions.map(({ executionArn }) =>
					clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn })),
				),
			);
			const ours = described.filter(({ input }) => input?.includes(`"${datasetExportJobArn}"`));
			if (ours.length >= expected) return ours.map(({ executionArn = '' }) => executionArn);
			await sleep(5);
		}
	};

	/** The export jobs that an execution of ExportDatasets has created. */
	const jobsOf = async (executionArn: string): Promise<string[]> =>
		(await historyOf(executionArn)).flatMap(({ taskSucceededEventDetails }) => {
			const { Payload } = JSON.parse(taskSucceededEventDetails?.output ?? '{}');
			return Payload?.datasetExportJobArn ? [Payload.datasetExportJobArn] : [];
		});

	const historyOf = async (executionArn: string): Promise<HistoryEvent[]> => {
		const events: HistoryEvent[] = [];
		const pages = paginateGetExecutionHistory({ client: clients.stepFunctions }, { executionArn });
		for await (const page of pages) events.push(...(page.events ?? []));
		return events;
	};

	const recordOf = async (datasetExportJobArn: string): Promise<ExportJobRecord | undefined> => {
		const get = new GetCommand({ TableName: 'ExportJobs', Key: { datasetExportJobArn } });
		return (await clients.documents.send(get)).Item as ExportJobRecord | undefined;
	};

	/** The notifications of the job's watches so far. */
	const notificationsOf = async (datasetExportJobArn: string): Promise<OutcomeNotification[]> =>
		(await messagesOf(datasetExportJobArn)).filter((notification) => 'polls' in notification);

	/** The notifications of the processing of its files so far. */
	const datasetNotificationsOf = async (datasetExportJobArn: string): Promise<DatasetNotification[]> =>
		(await messagesOf(datasetExportJobArn)).flatMap((notification) => ('polls' in notification ? [] : [notification]));

	const messagesOf = async (datasetExportJobArn: string): Promise<(OutcomeNotification | DatasetNotification)[]> =>
		(await receiveAll()).flatMap((notification) =>
			'datasetExportJobArn' in notification && notification.datasetExportJobArn === datasetExportJobArn
				? [notification]
				: [],
		);

	/** The notifications that this execution of ExportDatasets was stopped. */
	const stoppedExportsOf = async (executionArn: string): Promise<ExportsStopped[]> =>
		(await receiveAll()).flatMap((notification) =>
			notification.outcome === 'EXPORTS_STOPPED' && notification.executionArn === executionArn ? [notification] : [],
		);

	const receiveAll = async (): Promise<readonly AnyNotification[]> => {
		for (;;) {
			const { Messages = [] } = await clients.sqs.send(
				new ReceiveMessageCommand({
					QueueUrl: `${aws.endpoint}/000000000000/export-outcomes`,
					MaxNumberOfMessages: 10,
					VisibilityTimeout: 43_200,
				}),
			);
			if (Messages.length === 0) break;
			received.push(...Messages.map(({ Body = '{}' }) => JSON.parse(JSON.parse(Body).Message)));
		}
		return received;
	};

	const readJson = async (address: string): Promise<unknown> => {
		const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
		const answer = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
		return JSON.parse((await answer.Body?.transformToString()) ?? 'null');
	};
	const manifestOf = async (datasetExportJobArn: string) =>
		(await readJson((await recordOf(datasetExportJobArn))?.manifest ?? '')) as Manifest;

	return {
		clients: () => clients,
		endpoint: () => aws.endpoint,
		holdTime: <T>(work: () => Promise<T>) => time.hold(work),
		createExport,
		start,
		startWatch,
		startExports,
		sweep,
		endOf,
		watchesOf,
		historyOf,
		jobsOf,
		recordOf,
		notificationsOf,
		datasetNotificationsOf,
		stoppedExportsOf,
		manifestOf,
	};
};
