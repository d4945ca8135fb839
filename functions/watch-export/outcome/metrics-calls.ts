import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricNames, outcomeMetricName } from '#contracts/vocabulary.ts';
import type { WatchReport } from '#contracts/watch.ts';
import { measure } from './measure.ts';

/** Publishes the metrics of an outcome; only its owner may, or it would count twice. */
export const countOutcome = (metrics: Metrics, report: WatchReport): void => {
	const { durationSeconds, detectionSeconds } = measure(report);
	const { forecast, polls } = report.observation;
	metrics.addMetric(outcomeMetricName(report.outcome), MetricUnit.Count, 1);
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
