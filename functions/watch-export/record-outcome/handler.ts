import { watchReport } from '#contracts/watch.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../../shared/describe-call.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createMetrics } from '../create-metrics.ts';
import { countOutcome } from '../outcome/metrics-calls.ts';
import { claimRecord } from '../outcome/record-calls.ts';
import { recordOutcome } from '../outcome/record-outcome.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const table = environment.EXPORT_JOBS_TABLE;
const documents = createDocuments();
const metrics = createMetrics();
const personalize = createDescribingClient();

export const handler = createHandler(watchReport, async (report, { signal, logger }) => {
	const recording = await recordOutcome(report, {
		claim: (item, { watch, startedAt }) =>
			claimRecord(documents, table, item, { isReplay: watch.replay, startedAt }, signal),
		readWholeReason: async (arn) => (await describeDatasetExportJob(personalize, arn, signal)).failureReason,
		now: () => new Date(),
	});
	logger.info('outcome recorded', { outcome: report.outcome, jobName: report.watch.jobName, ...recording });
	if (recording.isOwner) countOutcome(metrics, report);
	return recording;
});
