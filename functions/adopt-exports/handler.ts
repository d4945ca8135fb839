import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { findNamedJobs } from '../accept-trigger/trigger-doors.ts';
import { clientSettings } from '../shared/aws-calls.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createMetrics } from '../shared/create-metrics.ts';
import { createDocuments } from '../shared/documents.ts';
import { requireEnv } from '../shared/require-env.ts';
import { startOnce } from '../shared/start-execution-call.ts';
import { findRecorded, listJobs, readRunningInputs } from './adopt-calls.ts';
import { createAdoptExports } from './adopt-exports.ts';

const table = requireEnv('EXPORT_JOBS_TABLE');
const stateMachineArn = requireEnv('WATCH_EXPORT_STATE_MACHINE_ARN');
const lookBackSeconds = Number(requireEnv('ADOPT_LOOK_BACK_HOURS')) * 3_600;
/** Nobody waits for a sweep: it may be throttled for long, one page after the other. */
const personalize = new PersonalizeClient({ ...clientSettings, maxAttempts: 12 });
const stepFunctions = new SFNClient({ ...clientSettings, maxAttempts: 8 });
const documents = createDocuments();
const metrics = createMetrics();

export const handler = createHandler(z.unknown(), async (_schedule, { signal, logger }) => {
	const adopt = createAdoptExports({
		lookBackSeconds,
		listJobs: () => listJobs(personalize, signal),
		findRecorded: (arns) => findRecorded(documents, table, arns, signal),
		findWatched: async () => {
			const inputs = await readRunningInputs(stepFunctions, stateMachineArn, signal);
			return new Set(inputs.flatMap((input) => findNamedJobs(input).map(({ value }) => String(value))));
		},
		startWatch: async (name, datasetExportJobArn) => {
			const input = { datasetExportJobArn, adopted: true };
			return (await startOnce(stepFunctions, stateMachineArn, name, input, signal)) !== undefined;
		},
		now: () => new Date(),
	});
	const sweep = await adopt();
	logger.info('sweep for unwatched exports', { sweep });
	metrics.addMetric('ExportsAdopted', MetricUnit.Count, sweep.adopted.length);
	metrics.addMetric('ExportsGivenUp', MetricUnit.Count, sweep.givenUp.length);
	metrics.publishStoredMetrics();
	return sweep;
});
