import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AwsError, type ServiceHandler, type ServiceRequest } from '../shared/aws-json.ts';
import { maxBodyBytes, type ServiceName } from './body-limits.ts';
import { checkSender } from './check-sender.ts';
import { readSignedService } from './credential-scope.ts';
import { answerFrontPage, asksForFrontPage } from './front-page.ts';
import { receiveBody } from './receive-body.ts';
import { createRoom, type Room } from './room.ts';
import { isSnsLink } from './sns-link.ts';
import { writeError } from './write-error.ts';

export type Services = Readonly<Partial<Record<ServiceName, ServiceHandler>>>;

/** A client that takes longer to send a request is cut off. Over loopback it takes a second, and some wait for room. */
const REQUEST_TIMEOUT_SECONDS = 60;

/** The bodies that a service has in work at once. Each service has its own room, because functions call services. */
const ROOM_BYTES = 64 * 1024 * 1024;

/** How long a client may go on sending a body that was refused. */
const DISCARD_MILLISECONDS = 2000;

/**
 * One HTTP server for all services. It routes by the service name in the request's signature, so that an AWS client
 * only needs an endpoint URL. `services` returns undefined while they are starting.
 */
export const createGateway = (
	services: () => Services | undefined,
	{
		requestTimeoutSeconds = REQUEST_TIMEOUT_SECONDS,
		consoleUrl,
	}: { readonly requestTimeoutSeconds?: number; readonly consoleUrl?: string | undefined } = {},
): Server => {
	const rooms = new Map<string, Room>(Object.keys(maxBodyBytes).map((name) => [name, createRoom(ROOM_BYTES)]));

	const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const service = readSignedService(request) ?? (isSnsLink(request) ? 'sns' : undefined);
		try {
			checkSender(request, service);
			const running = services();
			if (request.method === 'GET' && request.url === '/health') return answerHealth(response, running);
			if (asksForFrontPage(request, service)) return answerFrontPage(response, consoleUrl);
			const { name, handle } = find(running, service);
			const { body, leaveRoom } = await receiveBody(request, response, name, rooms.get(name) as Room);
			try {
				await handle(received(request, body), response);
				await finished(response);
			} finally {
				leaveRoom();
			}
		} catch (error) {
			// the client has gone
			if (response.closed) return;
			if (response.headersSent) return void response.destroy();
			const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
			if (known !== error) console.error(error);
			// a client that waits for leave to send its body will not send it: what follows would be taken for the body
			const isWaiting = request.headers.expect !== undefined;
			if (isWaiting) response.setHeader('connection', 'close');
			writeError(request, response, service, known);
			if (!isWaiting) await discardRest(request);
			response.end();
		}
	};

	const answerRequest = (request: IncomingMessage, response: ServerResponse): void => {
		// Node caches the date for a second, and a client that sees another time than its own corrects its clock
		response.setHeader('date', new Date().toUTCString());
		// an HTML file that a browser opens from a bucket is of the endpoint's own origin, and must not call it
		response.setHeader('content-security-policy', 'sandbox');
		void route(request, response);
	};
	return (
		createServer({
			requestTimeout: requestTimeoutSeconds * 1000,
			connectionsCheckingInterval: (requestTimeoutSeconds * 1000) / 10,
		})
			.on('request', answerRequest)
			// the client waits for leave to send its body
			.on('checkContinue', answerRequest)
	);
};

const find = (running: Services | undefined, service: string | undefined) => {
	if (!service) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
	if (!running) throw new AwsError('ServiceUnavailableException', 'the embedded AWS is still starting', 503);
	const name = service as ServiceName;
	const handle = Object.hasOwn(running, name) ? running[name] : undefined;
	if (handle) return { name, handle };
	const known = Object.keys(running).join(', ');
	throw new AwsError('UnknownOperationException', `the embedded AWS has no service ${service}; it has ${known}`);
};

/** Without the origin, which was checked: dynalite would let every other one read the answer. */
const received = (request: IncomingMessage, body: Buffer): ServiceRequest => {
	const { method, url, socket, headers } = request;
	const { origin: _origin, ...others } = headers;
	return Object.assign(Readable.from(body.length > 0 ? [body] : []), { method, url, socket, headers: others });
};

/** Throws away what a refused client still sends: it may read the answer only when it has sent all. */
const discardRest = async (request: IncomingMessage): Promise<void> => {
	if (request.complete) return;
	const timer = setTimeout(() => request.destroy(), DISCARD_MILLISECONDS);
	await finished(request.resume()).catch(() => {});
	clearTimeout(timer);
};

const answerHealth = (response: ServerResponse, services: Services | undefined): void => {
	const states = Object.fromEntries(Object.keys(services ?? {}).map((name) => [name, 'running']));
	response.writeHead(services ? 200 : 503, { 'content-type': 'application/json' });
	response.end(`${JSON.stringify({ status: services ? 'ok' : 'starting', services: states })}\n`);
};
