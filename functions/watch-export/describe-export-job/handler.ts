import { PersonalizeClient } from '@aws-sdk/client-personalize';
import * as z from 'zod/mini';
import { forecast, watch } from '#contracts/watch.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../../shared/describe-call.ts';
import { createDescribeExportJob } from './describe-export-job.ts';
import { listPastDurations } from './past-exports-calls.ts';

const input = z.object({
	watch,
	polls: z.int(),
	unknownStatusPolls: z.int(),
	startedAt: z.iso.datetime(),
	executionArn: z.string(),
	forecast: z.nullable(forecast),
});

const personalize = createDescribingClient();
/** A few short attempts: without the past the watch is later for as long as it lasts, and a burst of watches soon passes. */
const createPatientClient = () =>
	new PersonalizeClient({
		maxAttempts: 3,
		requestHandler: { ...clientSettings.requestHandler, requestTimeout: 3_000 },
	});

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const look = createDescribeExportJob({
		describe: (arn) => describeDatasetExportJob(personalize, arn, signal),
		pastDurations: (datasetArn) =>
			listPastDurations(createPatientClient(), datasetArn, signal, (message, error) => logger.warn(message, error)),
		now: () => new Date(),
	});
	const observation = await look(request);
	const { unknownStatusPolls, explanation, polls, waitSeconds, forecast: made } = observation;
	logger[unknownStatusPolls > 0 ? 'warn' : 'info'](explanation, {
		polls,
		waitSeconds,
		forecast: made,
	});
	return observation;
});
