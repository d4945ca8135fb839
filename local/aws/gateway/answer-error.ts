import type { ServerResponse } from 'node:http';
import type { AwsError } from '../shared/aws-json.ts';

/** Answers with an error in the words of the service's protocol; JSON if the service is not known. */
export const answerError = (
	response: ServerResponse,
	service: string | undefined,
	{ code, message, statusCode }: AwsError,
): void => {
	const error = `<Code>${asXml(code.replace(/Exception$/, ''))}</Code><Message>${asXml(message)}</Message>`;
	if (service === 's3') {
		answer(response, statusCode, 'application/xml', `${XML}<Error>${error}</Error>`);
	} else if (service === 'sns' || service === 'sts') {
		const answered = `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`;
		answer(response, statusCode, 'text/xml', `${XML}${answered}`);
	} else {
		// the header is for Lambda, the member for the services of the AWS JSON protocol
		response.setHeader('x-amzn-errortype', code);
		answer(response, statusCode, 'application/json', JSON.stringify({ __type: code, message }));
	}
};

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

const asXml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

const answer = (response: ServerResponse, statusCode: number, contentType: string, body: string): void => {
	response.writeHead(statusCode, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
	response.end(body);
};
