import { createMiddleware } from 'hono/factory';
import { foreignSender, LOOPBACK_HOST } from '../../loopback/foreign-sender.ts';
import { refusal } from '../pages/refusal.ts';

/** Refuses what a page of another site may have sent, and a name that somebody has pointed at this machine (DNS rebinding). */
export const refuseForeign = createMiddleware(async (context, next) => {
	const headers = context.req.header();
	const host = headers.host ?? '';
	const why = LOOPBACK_HOST.test(host)
		? foreignSender(host, headers)
		: `the Host must be 127.0.0.1, localhost or [::1], not ${JSON.stringify(host)}`;
	// A link on another page may lead here: it only opens a page, which the other one cannot read.
	const isOpened = context.req.method === 'GET' && headers['sec-fetch-dest'] === 'document' && LOOPBACK_HOST.test(host);
	if (why && !isOpened) return context.html(refusal(why), 403);
	return next();
});
