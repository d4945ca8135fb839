import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, metricNames, type Outcome, outcomeMetricName, SERVICE_NAME } from '#contracts/vocabulary.ts';

/** The metrics that the functions publish: each export counts once, by the execution that owns its outcome. */
export class ExportWatchMetrics {
	readonly instance: string;

	constructor(instance: string) {
		this.instance = instance;
	}

	/** Exports with this outcome. */
	metricOutcome(outcome: Outcome, options?: MetricOptions): Metric {
		return this.metric(outcomeMetricName(outcome), Stats.SUM, options);
	}

	/** Seconds from a job's creation to its last update. */
	metricExportDuration(options?: MetricOptions): Metric {
		return this.metric(metricNames.exportDuration, Stats.p(50), options);
	}

	/** Seconds that the first poll expected the job to take. */
	metricForecastDuration(options?: MetricOptions): Metric {
		return this.metric(metricNames.forecastDuration, Stats.p(50), options);
	}

	/** Seconds from the end of a job to the poll that found it. */
	metricDetectionDelay(options?: MetricOptions): Metric {
		return this.metric(metricNames.detectionDelay, Stats.p(50), options);
	}

	/** DescribeDatasetExportJob calls for each export. */
	metricPolls(options?: MetricOptions): Metric {
		return this.metric(metricNames.polls, Stats.p(50), options);
	}

	/** Jobs that a sweep found unwatched, and that are now watched. */
	metricExportsAdopted(options?: MetricOptions): Metric {
		return this.metric(metricNames.exportsAdopted, Stats.SUM, options);
	}

	/**
	 * Jobs that a sweep gave up. A sweep adopted this job once, and that watch left it without a record or with undone
	 * actions.
	 */
	metricExportsGivenUp(options?: MetricOptions): Metric {
		return this.metric(metricNames.exportsGivenUp, Stats.SUM, options);
	}

	private metric(metricName: string, statistic: string, options?: MetricOptions): Metric {
		return new Metric({
			namespace: METRIC_NAMESPACE,
			metricName,
			dimensionsMap: { service: SERVICE_NAME, instance: this.instance },
			statistic,
			period: Duration.minutes(5),
			...options,
		});
	}
}
