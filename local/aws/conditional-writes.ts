import type { buildApp } from 'fauxqs';

/**
 * Adds what fauxqs does not know: PutObject with `If-Match: <ETag>` or `If-None-Match: *`. One such write at a time, so that
 * no other comes between the check and the write.
 */
export const addConditionalWrites = (app: Pick<ReturnType<typeof buildApp>, 'addHook' | 'inject'>): void => {
	let turn: Promise<void> = Promise.resolve();

	app.addHook('preHandler', async ({ method, url, headers }, reply) => {
		const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
		if (method !== 'PUT' || (ifMatch === undefined && ifNoneMatch === undefined)) return;
		const before = turn;
		turn = new Promise((resolve) => reply.raw.once('close', resolve));
		await before;

		const standing = await app.inject({ method: 'HEAD', url });
		const isThere = standing.statusCode === 200;
		if (ifMatch !== undefined && !isThere) refuse(404, 'NoSuchKey');
		else if (ifMatch === undefined ? isThere : standing.headers.etag !== ifMatch) refuse(412, 'PreconditionFailed');

		function refuse(status: number, code: string): void {
			const message = 'The object is not the one that the condition names.';
			reply
				.code(status)
				.type('application/xml')
				.send(
					`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
				);
		}
	});
};
