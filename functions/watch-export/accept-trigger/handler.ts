import * as z from 'zod/mini';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { acceptTrigger } from './accept-trigger.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const input = z.object({ trigger: z.unknown() });

const defaults = {
	deadlineSeconds: Number(environment.WATCH_DEADLINE_SECONDS),
	minSeconds: Number(environment.WATCH_POLL_MIN_SECONDS),
	maxSeconds: Number(environment.WATCH_POLL_MAX_SECONDS),
};

export const handler = createHandler(input, async ({ trigger }, { functionArn, logger }) => {
	const acceptance = acceptTrigger(trigger, { functionArn, defaults });
	logger.info('trigger read', { acceptance });
	return acceptance;
});
