import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { createSession, type Session } from './require-session.ts';

const kept = z.object({ token: z.string().check(z.minLength(32)), formToken: z.string().check(z.minLength(32)) });

/**
 * The session that a file keeps, so that open pages go on after a restart of the console. Only its owner may read the file. A
 * file that is missing or is no session is written anew.
 */
export const keepSession = (path: string): Session => {
	const session = kept.safeParse(readJson(path));
	if (session.success) return session.data;
	const created = createSession();
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	writeFileSync(path, JSON.stringify(created), { mode: 0o600 });
	return created;
};

const readJson = (path: string): unknown => {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
};
