import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** How a watch can end, as its metric has it. */
export type MeasuredOutcome = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'BROKEN';
export const measuredOutcomes: readonly MeasuredOutcome[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN'];

/** What the functions measure: each export once, by the execution that owns its outcome. */
export class ExportWatchMetrics {
	/** Exports that ended so. */
	metricOutcome(outcome: MeasuredOutcome, options?: MetricOptions): Metric {
		return metric(`Export.${outcome}`, Stats.SUM, options);
	}

	/** Seconds from a job's creation to its last update. */
	metricExportDuration(options?: MetricOptions): Metric {
		return metric('ExportDuration', Stats.p(50), options);
	}

	/** Seconds that the first look expected the job to take. */
	metricForecastDuration(options?: MetricOptions): Metric {
		return metric('ForecastDuration', Stats.p(50), options);
	}

	/** Seconds from the end of a job to the look that saw it. */
	metricDetectionDelay(options?: MetricOptions): Metric {
		return metric('DetectionDelay', Stats.p(50), options);
	}

	/** Describe calls to an export. */
	metricPolls(options?: MetricOptions): Metric {
		return metric('Polls', Stats.p(50), options);
	}

	/** Jobs that a sweep found unwatched, and watched. */
	metricExportsAdopted(options?: MetricOptions): Metric {
		return metric('ExportsAdopted', Stats.SUM, options);
	}

	/** Jobs that a sweep found unwatched, and left alone as too many of their watches had ended without a record. */
	metricExportsGivenUp(options?: MetricOptions): Metric {
		return metric('ExportsGivenUp', Stats.SUM, options);
	}
}

const metric = (metricName: string, statistic: string, options?: MetricOptions): Metric =>
	new Metric({
		namespace: 'Exportwatch',
		metricName,
		dimensionsMap: { service: 'exportwatch' },
		statistic,
		period: Duration.minutes(5),
		...options,
	});
