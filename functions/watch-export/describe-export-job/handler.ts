import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { pollRequest } from '#contracts/watch.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../../shared/describe-call.ts';
import { listPastDurations } from '../poll-policy/past-exports-calls.ts';
import { type Memory, rememberDurations } from '../poll-policy/remember-durations.ts';
import { describeExportJob } from './describe-export-job.ts';

const personalize = createDescribingClient();

/** Three short attempts: without the past exports, the watch polls worse for as long as it lasts. */
const createListingClient = () =>
	new PersonalizeClient({
		maxAttempts: 3,
		requestHandler: { ...clientSettings.requestHandler, requestTimeout: 3_000 },
	});

const remembered: Memory = new Map();
const now = () => new Date();

export const handler = createHandler(pollRequest, async (request, { signal, logger }) => {
	const observation = await describeExportJob(request, {
		describe: (arn) => describeDatasetExportJob(personalize, arn, signal),
		pastDurations: rememberDurations(
			remembered,
			(datasetArn) =>
				listPastDurations(datasetArn, {
					personalize: createListingClient(),
					abortSignal: signal,
					warn: (message, error) => logger.warn(message, error),
				}),
			now,
		),
		now,
	});
	const { explanation, polls, unansweredPolls, unknownStatusPolls, waitSeconds, forecast } = observation;
	const isAsExpected = unansweredPolls + unknownStatusPolls === 0;
	logger[isAsExpected ? 'info' : 'warn'](explanation, { polls, waitSeconds, forecast });
	return observation;
});
