import { SFNClient } from '@aws-sdk/client-sfn';
import { WATCH_STOPPED } from '#contracts/vocabulary.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { describeExecution } from '../../shared/describe-execution.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { executionEvent, readStoppedExecution } from '../../shared/stopped-execution.ts';
import { createMetrics } from '../create-metrics.ts';
import { isRunning, startOnce } from '../execution-calls.ts';
import { countOutcome } from '../outcome/metrics-calls.ts';
import { notifyOutcome } from '../outcome/notify-outcome.ts';
import { createOutcomeCalls } from '../outcome/outcome-calls.ts';
import { createWritableRecords } from '../outcome/record-calls.ts';
import { recordOutcome } from '../outcome/record-outcome.ts';
import { recordStoppedWatch } from './record-stopped-watch.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const stateMachineArn = environment.WATCH_EXPORT_STATE_MACHINE_ARN;
const callsUntil = createOutcomeCalls(environment);
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();
const metrics = createMetrics(environment.INSTANCE_NAME);
const now = () => new Date();

export const handler = createHandler(executionEvent, async ({ detail }, { signal, functionArn, logger }) => {
	const { executionArn } = detail;
	const calls = callsUntil(signal);
	const records = createWritableRecords(documents, environment.EXPORT_JOBS_TABLE, signal);
	const warn = (message: string, error: Error) => logger.warn(message, error);
	const execution = await readStoppedExecution(executionArn, {
		workflow: 'WatchExport',
		stateMachineArn,
		stopped: WATCH_STOPPED,
		describeExecution: (arn) => describeExecution(stepFunctions, arn, signal),
	});
	if ('nothing' in execution) return { result: execution.nothing };
	const result = await recordStoppedWatch(execution, {
		functionArn,
		record: (report) =>
			recordOutcome(report, {
				records,
				isRunning: (arn) => isRunning(stepFunctions, arn, signal),
				readWholeReason: async () => undefined,
				ownActions: calls.ownActions,
				count: (record) => countOutcome(metrics, record),
				now,
				warn,
			}),
		notify: (request) => notifyOutcome(request, { ...calls, records, now, warn }),
		startWatch: (name, datasetExportJobArn) =>
			startOnce(stepFunctions, stateMachineArn, name, { datasetExportJobArn }, signal),
	});
	logger.info('stopped watch', { executionArn, result });
	return { result };
});
