import { z } from 'zod';
import { watch } from '../shared/contracts.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../shared/describe-call.ts';
import { createDescribeExportJob } from './describe-export-job.ts';

const input = z.object({ watch, looks: z.int(), unknownStatusLooks: z.int(), startedAt: z.iso.datetime() });

const personalize = createDescribingClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const look = createDescribeExportJob({
		describe: (arn) => describeDatasetExportJob(personalize, arn, signal),
		now: () => new Date(),
	});
	const observation = await look(request);
	const { unknownStatusLooks, explanation, looks, waitSeconds } = observation;
	logger[unknownStatusLooks > 0 ? 'warn' : 'info'](explanation, { looks, waitSeconds });
	return observation;
});
