import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { createHandler } from '../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../shared/describe-call.ts';
import { createDocuments } from '../shared/documents.ts';
import { measure } from '../shared/measure.ts';
import { requireEnv } from '../shared/require-env.ts';
import { type WatchReport, watchReport } from '../shared/watch-report.ts';
import { claimRecord } from './record-calls.ts';
import { createRecordOutcome } from './record-outcome.ts';

const table = requireEnv('EXPORT_JOBS_TABLE');
const documents = createDocuments();
const personalize = createDescribingClient();

export const handler = createHandler(watchReport, async (report, { signal, logger, metrics }) => {
	const record = createRecordOutcome({
		claim: (item, { watch, startedAt }) =>
			claimRecord(documents, table, item, { isReplay: watch.replay, startedAt }, signal),
		readWholeReason: async (arn) => (await describeDatasetExportJob(personalize, arn, signal)).failureReason,
		now: () => new Date(),
	});
	const recording = await record(report);
	logger.info('outcome recorded', { outcome: report.outcome, jobName: report.watch.jobName, ...recording });
	if (recording.isOwner) measureOutcome(report, metrics);
	return recording;
});

const measureOutcome = (report: WatchReport, metrics: Metrics): void => {
	const { durationSeconds, detectionSeconds } = measure(report);
	metrics.addMetric(`Export.${report.outcome}`, MetricUnit.Count, 1);
	metrics.addMetric('Looks', MetricUnit.Count, report.observation.looks);
	if (durationSeconds !== undefined) metrics.addMetric('ExportDuration', MetricUnit.Seconds, durationSeconds);
	const forecast = report.observation.forecast;
	if (forecast) metrics.addMetric('ForecastDuration', MetricUnit.Seconds, forecast.medianSeconds);
	if (detectionSeconds !== undefined) metrics.addMetric('DetectionDelay', MetricUnit.Seconds, detectionSeconds);
};
