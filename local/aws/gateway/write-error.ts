import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AwsError, isQueryProtocol } from '../shared/aws-json.ts';

/** Writes an error in the words of the request's protocol, or in JSON if the service is not known. Does not end it. */
export const writeError = (
	request: IncomingMessage,
	response: ServerResponse,
	service: string | undefined,
	{ code, message, statusCode }: AwsError,
): void => {
	const error = `<Code>${asXml(code.replace(/Exception$/, ''))}</Code><Message>${asXml(message)}</Message>`;
	if (service === 's3') {
		write(response, statusCode, 'application/xml', `${XML}<Error>${error}</Error>`);
	} else if (service === 'sns' || service === 'sts' || (service !== undefined && isQueryProtocol(request))) {
		const answered = `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`;
		write(response, statusCode, 'text/xml', `${XML}${answered}`);
	} else {
		// the header is for Lambda, the member for the services of the AWS JSON protocol
		response.setHeader('x-amzn-errortype', code);
		write(response, statusCode, 'application/json', JSON.stringify({ __type: code, message }));
	}
};

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

const asXml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

const write = (response: ServerResponse, statusCode: number, contentType: string, body: string): void => {
	response.writeHead(statusCode, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
	response.write(body);
};
