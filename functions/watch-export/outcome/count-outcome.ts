import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { WatchReport } from '#contracts/watch.ts';
import { measure } from './measure.ts';

/** How a watch ended and how long its export took, as metrics; for the owner of the outcome only. */
export const countOutcome = (metrics: Metrics, report: WatchReport): void => {
	const { durationSeconds, detectionSeconds } = measure(report);
	const { forecast, polls } = report.observation;
	metrics.addMetric(`Export.${report.outcome}`, MetricUnit.Count, 1);
	if (polls > 0) metrics.addMetric('Polls', MetricUnit.Count, polls);
	if (durationSeconds !== undefined) metrics.addMetric('ExportDuration', MetricUnit.Seconds, durationSeconds);
	if (forecast) metrics.addMetric('ForecastDuration', MetricUnit.Seconds, forecast.medianSeconds);
	if (detectionSeconds !== undefined) metrics.addMetric('DetectionDelay', MetricUnit.Seconds, detectionSeconds);
	metrics.publishStoredMetrics();
};
