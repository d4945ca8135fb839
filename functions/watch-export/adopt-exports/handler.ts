import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { metricNames, outcomeMetricName } from '#contracts/vocabulary.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createMetrics } from '../create-metrics.ts';
import { isRunning, startOnce } from '../execution-calls.ts';
import { findNamedArns } from '../read-trigger.ts';
import { listJobs, readRecords, readRunningInputs } from './adopt-calls.ts';
import { adoptExports } from './adopt-exports.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const table = environment.EXPORT_JOBS_TABLE;
const stateMachineArn = environment.WATCH_EXPORT_STATE_MACHINE_ARN;
const lookBackSeconds = Number(environment.ADOPT_LOOK_BACK_HOURS) * 3_600;
/** Nobody waits for a sweep, so it may be throttled for long at each page. */
const personalize = new PersonalizeClient({ ...clientSettings, maxAttempts: 12 });
const stepFunctions = new SFNClient({ ...clientSettings, maxAttempts: 8 });
const documents = createDocuments();
const metrics = createMetrics();

export const handler = createHandler(z.unknown(), async (_schedule, { signal, logger }) => {
	const sweep = await adoptExports({
		lookBackSeconds,
		listJobs: () => listJobs(personalize, signal),
		readRecords: (arns) => readRecords(documents, table, arns, signal),
		isRunning: (executionArn) => isRunning(stepFunctions, executionArn, signal),
		findWatched: async () => {
			const inputs = await readRunningInputs(stepFunctions, stateMachineArn, signal);
			return new Set(inputs.flatMap(findNamedArns));
		},
		startWatch: async (name, datasetExportJobArn) => {
			const input = { datasetExportJobArn, adopted: true };
			return (await startOnce(stepFunctions, stateMachineArn, name, input, signal)) !== undefined;
		},
		now: () => new Date(),
	});
	logger.info('sweep for unwatched exports', { sweep });
	metrics.addMetric(metricNames.exportsAdopted, MetricUnit.Count, sweep.adopted.length);
	metrics.addMetric(metricNames.exportsGivenUp, MetricUnit.Count, sweep.givenUp.length);
	// Adds nothing to the sum, but gives every hour a value, by which the alarm for no success knows that hours passed.
	metrics.addMetric(outcomeMetricName('SUCCEEDED'), MetricUnit.Count, 0);
	metrics.publishStoredMetrics();
	return sweep;
});
