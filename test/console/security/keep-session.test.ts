import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSession } from '../../../console/security/keep-session.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'session-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the session of a console', () => {
	it('is the same after a restart, and nobody else may read its file', () => {
		const path = join(folder, 'state', 'session.json');
		const session = keepSession(path);
		expect(keepSession(path)).toEqual(session);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(session.token).not.toBe(session.formToken);
	});

	it.each(['', '{', 'null', '{"token":"short","formToken":"short"}'])('is made anew if its file holds %j', (text) => {
		const path = join(folder, 'damaged.json');
		writeFileSync(path, text);
		expect(keepSession(path).token).toHaveLength(32);
	});
});
