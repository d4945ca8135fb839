import { watchReport } from '../shared/contracts/watch.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createMetrics } from '../shared/create-metrics.ts';
import { createDescribingClient, describeDatasetExportJob } from '../shared/describe-call.ts';
import { createDocuments } from '../shared/documents.ts';
import { requireEnv } from '../shared/require-env.ts';
import { countOutcome } from './metric-calls.ts';
import { claimRecord } from './record-calls.ts';
import { createRecordOutcome } from './record-outcome.ts';

const table = requireEnv('EXPORT_JOBS_TABLE');
const documents = createDocuments();
const metrics = createMetrics();
const personalize = createDescribingClient();

export const handler = createHandler(watchReport, async (report, { signal, logger }) => {
	const record = createRecordOutcome({
		claim: (item, { watch, startedAt }) =>
			claimRecord(documents, table, item, { isReplay: watch.replay, startedAt }, signal),
		readWholeReason: async (arn) => (await describeDatasetExportJob(personalize, arn, signal)).failureReason,
		now: () => new Date(),
	});
	const recording = await record(report);
	logger.info('outcome recorded', { outcome: report.outcome, jobName: report.watch.jobName, ...recording });
	if (recording.isOwner) countOutcome(metrics, report);
	return recording;
});
