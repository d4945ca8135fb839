import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { addConditionalWrites } from './conditional-writes.ts';
import { AwsError, isQueryProtocol, type ServiceHandler, type ServiceRequest } from './shared/aws-json.ts';

/** S3, SNS, SQS and STS, in one router. */
export type Fauxqs = ReturnType<typeof buildApp>;

export const startFauxqs = async (): Promise<Fauxqs> => {
	const app = buildApp({ logger: false });
	addConditionalWrites(app);
	await app.ready();
	return app;
};

export interface Answer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** Posts to SNS, SQS or STS, which fauxqs tells apart by the content type. Its other paths are S3's. */
export const askFauxqs = async (
	fauxqs: Pick<Fauxqs, 'inject'>,
	headers: ServiceRequest['headers'],
	payload: string | Buffer,
): Promise<Answer> => {
	const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = headers;
	const answer = await fauxqs.inject({ method: 'POST', url: '/', headers: others, payload });
	return { statusCode: answer.statusCode, headers: answer.headers as Answer['headers'], body: answer.rawPayload };
};

export const writeAnswer = (response: ServerResponse, { statusCode, headers, body }: Answer): void => {
	// the gateway's own date and length count
	const { 'content-length': _size, connection: _connection, date: _date, ...answered } = headers;
	response.writeHead(statusCode, answered).end(body);
};

const passOn = async (fauxqs: Pick<Fauxqs, 'inject'>, request: ServiceRequest, response: ServerResponse) => {
	if (request.method !== 'POST')
		throw new AwsError('UnknownOperationException', `the operations are called by POST, not ${request.method}`);
	writeAnswer(response, await askFauxqs(fauxqs, request.headers, await buffer(request)));
};

export const createSts =
	(fauxqs: Pick<Fauxqs, 'inject'>): ServiceHandler =>
	(request, response) =>
		passOn(fauxqs, request, response);

/** SQS of fauxqs, which does not know the Query protocol of old clients. */
export const createSqs =
	(fauxqs: Pick<Fauxqs, 'inject'>): ServiceHandler =>
	async (request, response) => {
		if (isQueryProtocol(request)) {
			throw new AwsError(
				'UnsupportedOperation',
				'the embedded SQS does not speak the Query protocol of this client: use AWS CLI 2.16, boto3 1.35 or a newer one',
			);
		}
		await passOn(fauxqs, request, response);
	};

/** DynamoDB. dynalite is an HTTP server of its own; it does not listen, but gets its requests from the gateway. */
export const startDynalite = (): ServiceHandler => {
	const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
	return async (request, response) => {
		const { method, url, headers } = request;
		const body = await buffer(request);
		const replayed = Object.assign(new EventEmitter(), { method, url, headers });
		server.emit('request', replayed, response);
		// dynalite throws inside these events: not in a stream's, where an error would end the process
		if (body.length > 0) replayed.emit('data', body);
		replayed.emit('end');
	};
};
