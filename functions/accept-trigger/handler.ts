import { z } from 'zod';
import { createHandler } from '../shared/create-handler.ts';
import { acceptTrigger } from './accept-trigger.ts';

const input = z.object({ trigger: z.unknown() });

export const handler = createHandler(input, async ({ trigger }, { functionArn, logger }) => {
	const acceptance = acceptTrigger(trigger, functionArn);
	logger.info('trigger read', { acceptance });
	return acceptance;
});
