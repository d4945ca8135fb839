import type { IncomingMessage } from 'node:http';
import { foreignSender, LOOPBACK_HOST } from '../../../loopback/foreign-sender.ts';
import { bucketOfHost } from '../s3.ts';
import { AwsError } from '../shared/aws-json.ts';

/**
 * Refuses requests that a web page may have sent. A page may only use the endpoint that served it.
 *
 * @throws AwsError 403
 */
export const checkSender = (request: IncomingMessage, service: string | undefined): void => {
	const { url = '', headers, headersDistinct } = request;
	// two of them make a text that is no name
	const host = (headersDistinct.host ?? []).join(', ');
	// the name of a page's own site can be made to point at this machine (DNS rebinding)
	if (!LOOPBACK_HOST.test(host) && !(service === 's3' && bucketOfHost(host) !== undefined)) {
		throw refused(`the Host must be 127.0.0.1, localhost or [::1], not ${JSON.stringify(host)}`);
	}
	// a request to a proxy names its host here, and the header of that name says nothing
	if (!url.startsWith('/')) throw refused(`the request target must be a path, not ${JSON.stringify(url)}`);
	if ((headersDistinct.authorization?.length ?? 0) > 1) throw refused('there must be one Authorization header');

	const foreign = foreignSender(host, headers);
	if (foreign) throw refused(foreign);
};

const refused = (why: string): AwsError =>
	new AwsError('AccessDeniedException', `the embedded AWS refuses this request: ${why}`, 403);
