import { randomBytes, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { refusal } from '../pages/refusal.ts';

/** Whoever started the console has its token, in the first address; a browser keeps it in a cookie. */
export interface Session {
	readonly token: string;
	/** Every form carries it, so that a page that only makes the browser send its cookie can do nothing. */
	readonly formToken: string;
}

export const createSession = (): Session => ({ token: newToken(), formToken: newToken() });
const newToken = (): string => randomBytes(24).toString('base64url');

const COOKIE = 'exportwatch-console';

/** Lets nobody pass who does not have the token; the first address is replaced by one without it. */
export const requireSession = ({ token }: Session) =>
	createMiddleware(async (context, next) => {
		const url = new URL(context.req.url);
		// Cookies do not distinguish ports: two consoles at the same time need two names.
		const cookie = `${COOKIE}-${url.port}`;
		const given = url.searchParams.get('token');
		if (given !== null && isSame(given, token)) {
			url.searchParams.delete('token');
			setCookie(context, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
			return context.redirect(`${url.pathname}${url.search}`, 303);
		}
		if (!isSame(getCookie(context, cookie) ?? '', token)) {
			return context.html(refusal('open the address that the command printed when it started the console'), 401);
		}
		return next();
	});

export const isSame = (one: string, other: string): boolean => {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
};
