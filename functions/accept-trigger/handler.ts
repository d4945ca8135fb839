import * as z from 'zod/mini';
import { createHandler } from '../shared/create-handler.ts';
import { requireEnv } from '../shared/require-env.ts';
import { acceptTrigger } from './accept-trigger.ts';

const input = z.object({ trigger: z.unknown() });

const defaults = {
	deadlineSeconds: Number(requireEnv('WATCH_DEADLINE_SECONDS')),
	minSeconds: Number(requireEnv('WATCH_POLL_MIN_SECONDS')),
	maxSeconds: Number(requireEnv('WATCH_POLL_MAX_SECONDS')),
};

export const handler = createHandler(input, async ({ trigger }, { functionArn, logger }) => {
	const acceptance = acceptTrigger(trigger, { functionArn, defaults });
	logger.info('trigger read', { acceptance });
	return acceptance;
});
