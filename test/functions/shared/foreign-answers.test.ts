import type { RequestListener } from 'node:http';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { callAws, clientSettings } from '#functions/shared/aws-calls.ts';
import { JOB_ARN } from '../../support/builders.ts';
import { sending, serve } from '../../support/stub-service.ts';

type Settings = Awaited<ReturnType<typeof serve>> & Pick<typeof clientSettings, 'extensions'>;

interface Call {
	readonly send: (settings: Settings, abortSignal: AbortSignal) => Promise<unknown>;
	/** What the service itself answers. */
	readonly own: RequestListener;
}

const ofJson = (version: '1.0' | '1.1', body: string) => sending(200, `application/x-amz-json-${version}`, body);
const ofS3 =
	(body: string): RequestListener =>
	(_request, response) => {
		response.writeHead(200, { 'content-type': 'application/xml', 'x-amz-request-id': 'R', etag: '"e"' });
		response.end(body);
	};
const s3Client = (settings: Settings) => new S3Client({ ...settings, forcePathStyle: true });

const calls: Readonly<Record<string, Call>> = {
	'Personalize DescribeDatasetExportJob': {
		send: (settings, abortSignal) =>
			new PersonalizeClient(settings).send(new DescribeDatasetExportJobCommand({ datasetExportJobArn: JOB_ARN }), {
				abortSignal,
			}),
		own: ofJson('1.1', '{"datasetExportJob": {"jobName": "nightly"}}'),
	},
	'DynamoDB GetItem': {
		send: (settings, abortSignal) =>
			new DynamoDBClient(settings).send(new GetItemCommand({ TableName: 't', Key: { k: { S: 'k' } } }), {
				abortSignal,
			}),
		own: ofJson('1.0', '{}'),
	},
	'DynamoDB PutItem': {
		send: (settings, abortSignal) =>
			new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 't', Item: { k: { S: 'k' } } }), {
				abortSignal,
			}),
		own: ofJson('1.0', '{}'),
	},
	'SNS Publish': {
		send: (settings, abortSignal) =>
			new SNSClient(settings).send(new PublishCommand({ TopicArn: 'arn', Message: 'm' }), { abortSignal }),
		own: sending(
			200,
			'text/xml',
			'<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
		),
	},
	'EventBridge PutEvents': {
		send: (settings, abortSignal) =>
			new EventBridgeClient(settings).send(new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd' }] }), {
				abortSignal,
			}),
		own: ofJson('1.1', '{"Entries": [{"EventId": "e"}], "FailedEntryCount": 0}'),
	},
	'Step Functions StartExecution': {
		send: (settings, abortSignal) =>
			new SFNClient(settings).send(
				new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:s' }),
				{ abortSignal },
			),
		own: ofJson('1.0', '{"executionArn": "e", "startDate": 1}'),
	},
	'S3 ListObjectsV2': {
		send: (settings, abortSignal) =>
			s3Client(settings).send(new ListObjectsV2Command({ Bucket: 'b' }), { abortSignal }),
		own: ofS3('<ListBucketResult><Name>b</Name></ListBucketResult>'),
	},
	'S3 PutObject': {
		send: (settings, abortSignal) =>
			s3Client(settings).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }), { abortSignal }),
		own: ofS3(''),
	},
	'S3 GetObject': {
		send: async (settings, abortSignal) => {
			const { Body } = await s3Client(settings).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }), { abortSignal });
			return Body?.transformToString();
		},
		own: ofS3('x'),
	},
};

const PAGE = '<!DOCTYPE html><html><body><h1>Bad Gateway</h1><br></body></html>';
const WELL_FORMED_PAGE = '<html><body>please log in</body></html>';
const breaking =
	(headers: Record<string, string>): RequestListener =>
	(_request, response) => {
		response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'x-amz-request-id': 'R', ...headers });
		response.write('{"a":');
		setTimeout(() => response.destroy(), 10);
	};

const answers: readonly (readonly [string, RequestListener])[] = [
	['JSON that is cut off', ofJson('1.1', '{"datasetExportJob": {"jobName": "nig')],
	['XML that is cut off', sending(200, 'text/xml', '<PublishResponse><PublishResult><MessageId>m')],
	['an empty body', ofJson('1.1', '')],
	['an empty body of XML', sending(200, 'text/xml', '')],
	['a success without content', (_request, response) => void response.writeHead(204).end()],
	['JSON that is no object: null', ofJson('1.1', 'null')],
	['JSON that is no object: []', ofJson('1.1', '[]')],
	['JSON that is no object: "ok"', ofJson('1.1', '"ok"')],
	['an HTML page', sending(200, 'text/html', PAGE)],
	['an HTML page that is also XML', sending(200, 'text/html', WELL_FORMED_PAGE)],
	['JSON of another content type', sending(200, 'text/plain', '{}')],
	['bytes that are not unpacked', ofJson('1.1', '\u001f\u008b\b')],
	['an HTML page with the status 301', sending(301, 'text/html', PAGE)],
	['an HTML page with the status 400', sending(400, 'text/html', PAGE)],
	['an HTML page with the status 403', sending(403, 'text/html', PAGE)],
	['an HTML page with the status 404', sending(404, 'text/html', PAGE)],
	['an HTML page with the status 500', sending(500, 'text/html', PAGE)],
	['an HTML page with the status 502', sending(502, 'text/html', WELL_FORMED_PAGE)],
	['an error without a name', sending(400, 'application/x-amz-json-1.1', '{}')],
	['an error without a body', sending(400, 'application/x-amz-json-1.1', '')],
	['an error that is cut off', sending(400, 'application/x-amz-json-1.1', '{"__type": "Thrott')],
	['a fault without a body', sending(500, 'text/plain', '')],
	['a connection that breaks in the body', breaking({ 'content-length': '1000' })],
	['a connection that breaks in a body of unknown length', breaking({})],
	['bytes that are no HTTP', (request) => void request.socket.end('hello\r\n\r\n')],
];

describe('a call with the settings of the functions', () => {
	const outcomeOf = async (call: string, listener: RequestListener, signal = new AbortController().signal) => {
		const settings = { ...clientSettings, ...(await serve(listener)) };
		return callAws(call, async () => calls[call]?.send(settings, signal)).then(
			() => 'an answer',
			({ name, message }: Error) => ({ name, message }),
		);
	};

	it.each(Object.entries(calls))('%s takes the service’s own answer', async (call, { own }) => {
		expect(await outcomeOf(call, own)).toBe('an answer');
	});

	it.each(Object.keys(calls).flatMap((call) => answers.map(([title, listener]) => [call, title, listener] as const)))(
		'%s fails with ServiceUnavailable for %s',
		async (call, _title, listener) => {
			expect(await outcomeOf(call, listener)).toEqual({
				name: 'ServiceUnavailable',
				message: expect.stringMatching(new RegExp(`^${call} could not be answered: .{3,200}$`)),
			});
		},
	);

	it.each([
		['empty', ''],
		['cut off', '<ListBucketResult><Contents><Key>a'],
		['no XML', 'please log in'],
	])('S3 ListObjectsV2 does not take a list that is %s for an empty folder', async (_what, body) => {
		expect(await outcomeOf('S3 ListObjectsV2', ofS3(body))).toMatchObject({ name: 'ServiceUnavailable' });
	});

	it.each(Object.keys(calls))('%s fails with ServiceThrottled for a page with the status 429', async (call) => {
		expect(await outcomeOf(call, sending(429, 'text/html', PAGE))).toMatchObject({ name: 'ServiceThrottled' });
	});

	it.each(Object.keys(calls))('%s ends with the step if the body never comes to its end', async (call) => {
		const stalling: RequestListener = (_request, response) => {
			response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'x-amz-request-id': 'R' });
			response.write('{');
		};
		expect(await outcomeOf(call, stalling, AbortSignal.timeout(100))).toMatchObject({ name: 'ServiceUnavailable' });
	});
});
