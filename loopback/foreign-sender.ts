import type { IncomingHttpHeaders } from 'node:http';

/** The names by which programs on this machine call a server. Any port, because ports are forwarded. */
export const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request may come from a page of another site, or undefined: a page of any site can send some requests to this machine
 * without asking first. Whoever sends neither `Origin` nor `Sec-Fetch-Site` is a program, or an old browser that opens an
 * address without changing anything.
 *
 * @param host the one `Host` header
 */
export const foreignSender = (
	host: string,
	{ origin, 'sec-fetch-site': site }: Pick<IncomingHttpHeaders, 'origin'> & { readonly 'sec-fetch-site'?: string },
): string | undefined => {
	if (origin !== undefined && origin !== `http://${host}`) {
		return `no page of ${JSON.stringify(origin)} may call it; call it from a program`;
	}
	if (site !== undefined && site !== 'same-origin' && site !== 'none') {
		return `no page of another origin may call it (Sec-Fetch-Site: ${site}); call it from a program`;
	}
	return undefined;
};
