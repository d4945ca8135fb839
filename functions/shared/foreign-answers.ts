import { buffer } from 'node:stream/consumers';
import type { HttpHandlerExtensionConfiguration, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { shorten } from './text.ts';

/**
 * Part of a client's settings: refuses a success that is not the service's own. The SDK takes an empty body and the page of
 * a proxy for a result without fields, so that an item would seem written or a folder empty.
 */
export const refuseForeignAnswers = {
	configure: (client: HttpHandlerExtensionConfiguration): void => {
		const handler = client.httpHandler();
		client.setHttpHandler({
			metadata: handler.metadata,
			handle: async (request, options) => {
				const answer = await handler.handle(request, options);
				await checkAnswer(request, answer.response);
				return answer;
			},
			destroy: () => handler.destroy?.(),
			updateHttpClientConfig: (key, value) => handler.updateHttpClientConfig(key, value),
			httpHandlerConfigs: () => handler.httpHandlerConfigs(),
		});
	},
};

/** The system's own code for a message that is none of its kind; `callAws` makes ServiceUnavailable of such an error. */
export const unreadable = (problem: string, cause?: Error): Error =>
	Object.assign(new Error(`the answer cannot be read: ${problem}`, { cause }), { code: 'EBADMSG' });

/** What the content type of a success contains, and how its body begins. */
interface Expectation {
	readonly contentType: 'json' | 'xml';
	readonly beginning: '{' | '<';
}

/** Undefined for S3, whose files may be anything, except for its lists. */
const expectationOf = ({ headers, query }: HttpRequest): Expectation | undefined => {
	const sent = headerOf(headers, 'content-type');
	if (sent.startsWith('application/x-amz-json')) return { contentType: 'json', beginning: '{' };
	const isXml = sent.startsWith('application/x-www-form-urlencoded') || 'list-type' in query;
	return isXml ? { contentType: 'xml', beginning: '<' } : undefined;
};

const checkAnswer = async (request: HttpRequest, response: HttpResponse): Promise<void> => {
	const { statusCode, headers } = response;
	if (statusCode < 200 || statusCode > 299) return;
	const expected = expectationOf(request);
	if (!expected) {
		if (requestIds.some((name) => headerOf(headers, name))) return;
		throw unreadable(`HTTP ${statusCode} without a request ID`);
	}
	const contentType = headerOf(headers, 'content-type');
	if (!contentType.includes(expected.contentType)) {
		throw unreadable(`HTTP ${statusCode} with the content type ${shorten(contentType)}`);
	}
	const body = await readBody(response);
	if (!body.toString('utf8', 0, 100).trimStart().startsWith(expected.beginning)) {
		throw unreadable(`HTTP ${statusCode} with ${body.length} bytes that are not ${expected.contentType}`);
	}
};

/** The whole body, which the SDK can still read afterwards. */
export const readBody = async (response: HttpResponse): Promise<Buffer> => {
	response.body = Buffer.isBuffer(response.body) ? response.body : await buffer(response.body);
	return response.body;
};

/** Of S3, and of all other services. */
const requestIds = ['x-amz-request-id', 'x-amzn-requestid'];

const headerOf = (headers: HttpRequest['headers'], name: string): string => {
	const key = Object.keys(headers).find((each) => each.toLowerCase() === name);
	return key === undefined ? '' : (headers[key] ?? '');
};
