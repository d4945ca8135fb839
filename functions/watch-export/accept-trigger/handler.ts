import * as z from 'zod/mini';
import { scope as scopeContract } from '#contracts/scope.ts';
import { watchDefaults } from '#contracts/watch-defaults.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { acceptTrigger } from './accept-trigger.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const input = z.object({ trigger: z.unknown() });

const defaults = watchDefaults.parse(JSON.parse(environment.WATCH_DEFAULTS));
const scope = scopeContract.parse(JSON.parse(environment.WATCH_SCOPE));

export const handler = createHandler(input, async ({ trigger }, { functionArn, logger }) => {
	const acceptance = acceptTrigger(trigger, { functionArn, defaults, scope });
	logger.info('trigger read', { acceptance });
	return acceptance;
});
