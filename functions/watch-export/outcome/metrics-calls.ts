import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { metricNames, outcomeMetricName } from '#contracts/vocabulary.ts';

/** Publishes the metrics of a record. */
export const countOutcome = (metrics: Metrics, record: ExportJobRecord): void => {
	const { outcome, durationSeconds, detectionSeconds, forecast, polls } = record;
	metrics.addMetric(outcomeMetricName(outcome), MetricUnit.Count, 1);
	if (polls > 0) metrics.addMetric(metricNames.polls, MetricUnit.Count, polls);
	if (durationSeconds !== undefined) {
		metrics.addMetric(metricNames.exportDuration, MetricUnit.Seconds, durationSeconds);
	}
	if (forecast) metrics.addMetric(metricNames.forecastDuration, MetricUnit.Seconds, forecast.medianSeconds);
	if (detectionSeconds !== undefined) {
		metrics.addMetric(metricNames.detectionDelay, MetricUnit.Seconds, detectionSeconds);
	}
	metrics.publishStoredMetrics();
};
