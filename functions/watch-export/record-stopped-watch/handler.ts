import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { createMetrics } from '../create-metrics.ts';
import { describeExecution, isRunning, startOnce } from '../execution-calls.ts';
import { countOutcome } from '../outcome/metrics-calls.ts';
import { notifyOutcome } from '../outcome/notify-outcome.ts';
import { createWritableRecords } from '../outcome/record-calls.ts';
import { recordOutcome } from '../outcome/record-outcome.ts';
import { recordStoppedWatch } from './record-stopped-watch.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

/** The event `Step Functions Execution Status Change`. */
const input = z.object({ detail: z.object({ executionArn: z.string() }) });

const stateMachineArn = environment.WATCH_EXPORT_STATE_MACHINE_ARN;
const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();
const metrics = createMetrics();
const now = () => new Date();

export const handler = createHandler(input, async ({ detail }, { signal, functionArn, logger }) => {
	const { executionArn } = detail;
	const records = createWritableRecords(documents, environment.EXPORT_JOBS_TABLE, signal);
	const warn = (message: string, error: Error) => logger.warn(message, error);
	const result = await recordStoppedWatch(executionArn, {
		functionArn,
		stateMachineArn,
		describeExecution: async (arn) => {
			const execution = await describeExecution(stepFunctions, arn, signal);
			if (!execution) return undefined;
			const { name = '', status = '', startDate = now(), input: text = 'null', error, cause } = execution;
			return { executionArn: arn, name, status, startDate, input: text, error, cause };
		},
		record: (report) =>
			recordOutcome(report, {
				records,
				isRunning: (arn) => isRunning(stepFunctions, arn, signal),
				readWholeReason: async () => undefined,
				count: (record) => countOutcome(metrics, record),
				now,
				warn,
			}),
		notify: (request) => notifyOutcome(request, { ...callsUntil(signal), records, now, warn }),
		startWatch: (name, datasetExportJobArn) =>
			startOnce(stepFunctions, stateMachineArn, name, { datasetExportJobArn }, signal),
	});
	logger.info('stopped watch', { executionArn, result });
	return { result };
});
