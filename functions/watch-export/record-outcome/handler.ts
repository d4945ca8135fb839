import { SFNClient } from '@aws-sdk/client-sfn';
import { ownActions as ownActionsContract } from '#contracts/own-actions.ts';
import { watchReport } from '#contracts/watch.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../../shared/describe-call.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createMetrics } from '../create-metrics.ts';
import { isRunning } from '../execution-calls.ts';
import { countOutcome } from '../outcome/metrics-calls.ts';
import { createWritableRecords } from '../outcome/record-calls.ts';
import { recordOutcome } from '../outcome/record-outcome.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);
const ownActions = ownActionsContract.parse(JSON.parse(environment.OWN_ACTIONS));

const documents = createDocuments();
const stepFunctions = new SFNClient(clientSettings);
const personalize = createDescribingClient();
const metrics = createMetrics(environment.INSTANCE_NAME);

export const handler = createHandler(watchReport, async (report, { signal, logger }) => {
	const recording = await recordOutcome(report, {
		records: createWritableRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
		isRunning: (executionArn) => isRunning(stepFunctions, executionArn, signal),
		readWholeReason: async (arn) => (await describeDatasetExportJob(personalize, arn, signal)).failureReason,
		ownActions,
		count: (record) => countOutcome(metrics, record),
		now: () => new Date(),
		warn: (message, error) => logger.warn(message, error),
	});
	logger.info('outcome recorded', { jobName: report.watch.jobName, ended: report.outcome, ...recording });
	return recording;
});
