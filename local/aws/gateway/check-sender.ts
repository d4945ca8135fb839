import type { IncomingMessage } from 'node:http';
import { bucketOfHost } from '../s3.ts';
import { AwsError } from '../shared/aws-json.ts';

/** The names by which programs on this machine call the endpoint. Any port, because ports are forwarded. */
export const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses requests that a web page may have sent: a page of any site can send some to this machine without asking first.
 * A page may only use the endpoint that served it. Whoever sends neither `Origin` nor `Sec-Fetch-Site` is a program, or
 * an old browser that opens an address without changing anything.
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

	const { origin, 'sec-fetch-site': site } = headers;
	if (origin !== undefined && origin !== `http://${host}`) {
		throw refused(`no page of ${JSON.stringify(origin)} may call it; call it from a program`);
	}
	if (site !== undefined && site !== 'same-origin' && site !== 'none') {
		throw refused(`no page of another origin may call it (Sec-Fetch-Site: ${site}); call it from a program`);
	}
};

const refused = (why: string): AwsError =>
	new AwsError('AccessDeniedException', `the embedded AWS refuses this request: ${why}`, 403);
