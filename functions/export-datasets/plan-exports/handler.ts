import { PersonalizeClient } from '@aws-sdk/client-personalize';
import * as z from 'zod/mini';
import { scope as scopeContract } from '#contracts/scope.ts';
import { watchDefaults } from '#contracts/watch-defaults.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { describeDataset, listDatasets } from './dataset-calls.ts';
import { planExports } from './plan-exports.ts';
import { settings } from './settings.ts';

const input = z.object({ request: z.unknown(), executionArn: z.string(), startedAt: z.iso.datetime() });

const environment = readEnvironment(settings);

const keyArns = z.array(z.string()).parse(JSON.parse(environment.EXPORT_KEY_ARNS));
const defaults = watchDefaults.parse(JSON.parse(environment.WATCH_DEFAULTS));
const scope = scopeContract.parse(JSON.parse(environment.WATCH_SCOPE));

const personalize = new PersonalizeClient(clientSettings);

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const planning = await planExports(request, {
		keyArns,
		defaults,
		scope,
		listDatasets: (arn) => listDatasets(personalize, arn, signal),
		describeDataset: (arn) => describeDataset(personalize, arn, signal),
	});
	logger.info('exports planned', { planning });
	return planning;
});
