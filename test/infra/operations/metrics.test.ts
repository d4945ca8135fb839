import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { metricNames, outcomeMetricName, outcomes } from '#contracts/vocabulary.ts';
import { ExportWatchMetrics } from '../../../infra/operations/metrics.ts';

const metrics = new ExportWatchMetrics('team-a');

describe('ExportWatchMetrics', () => {
	it('has every metric that the functions publish', () => {
		const methods = Object.getOwnPropertyNames(ExportWatchMetrics.prototype).filter((name) =>
			/^metric[A-Z]/.test(name),
		);
		const others = methods.filter((name) => name !== 'metricOutcome') as Exclude<
			keyof ExportWatchMetrics,
			'metricOutcome' | 'instance'
		>[];
		expect(others.map((name) => metrics[name]().metricName).sort()).toEqual(Object.values(metricNames).sort());
	});

	it.each(outcomes)('counts the exports with the outcome %s', (outcome) => {
		const { namespace, metricName, statistic, dimensions }: Metric = metrics.metricOutcome(outcome);
		expect({ namespace, metricName, statistic }).toEqual({
			namespace: 'Exportwatch',
			metricName: outcomeMetricName(outcome),
			statistic: 'Sum',
		});
		expect(dimensions).toEqual({ service: 'exportwatch', instance: 'team-a' });
	});

	it('takes the options of the caller', () => {
		expect(metrics.metricPolls({ statistic: 'Maximum' }).statistic).toBe('Maximum');
	});
});
