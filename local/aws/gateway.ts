import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServiceHandler } from './shared/aws-json.ts';

export type Services = Readonly<Record<string, ServiceHandler>>;

/** `Credential=<key>/<date>/<region>/<service>/aws4_request`, in the Authorization header or in a presigned URL. */
const CREDENTIAL_SCOPE = /Credential=[^,&\s]+?(?:\/|%2F)([a-z0-9-]+)(?:\/|%2F)aws4_request/i;

/**
 * One HTTP server for all services. It routes by the service name in the request's signature, so that an AWS client
 * only needs an endpoint URL. `services` returns undefined while they are starting.
 */
export const createGateway = (services: () => Services | undefined): Server =>
	createServer((request, response) => {
		// Node caches the date for a second, and a client that sees another time than its own corrects its clock
		response.setHeader('date', new Date().toUTCString());
		const running = services();
		if (request.method === 'GET' && request.url === '/health') return answerHealth(response, running);
		const service = CREDENTIAL_SCOPE.exec(`${request.headers.authorization ?? ''} ${request.url}`)?.[1];
		if (!service) return refuse(response, 403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
		if (!running) return refuse(response, 503, 'ServiceUnavailableException', 'the embedded AWS is still starting');
		const handle = Object.hasOwn(running, service) ? running[service] : undefined;
		if (!handle) {
			const known = Object.keys(running).join(', ');
			return refuse(
				response,
				400,
				'UnknownOperationException',
				`the embedded AWS has no service ${service}; it has ${known}`,
			);
		}
		return serve(handle, request, response);
	});

const answerHealth = (response: ServerResponse, services: Services | undefined): void => {
	const states = Object.fromEntries(Object.keys(services ?? {}).map((name) => [name, 'running']));
	answer(response, services ? 200 : 503, { status: services ? 'ok' : 'starting', services: states });
};

const serve = async (handle: ServiceHandler, request: IncomingMessage, response: ServerResponse): Promise<void> => {
	try {
		await handle(request, response);
	} catch (error) {
		console.error(error);
		if (response.headersSent) response.destroy();
		else refuse(response, 500, 'InternalFailure', String(error));
	}
};

const refuse = (response: ServerResponse, statusCode: number, code: string, message: string): void =>
	answer(response, statusCode, { __type: code, message });

const answer = (response: ServerResponse, statusCode: number, body: object): void => {
	response.writeHead(statusCode, { 'content-type': 'application/json' });
	response.end(`${JSON.stringify(body)}\n`);
};
