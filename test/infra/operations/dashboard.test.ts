import { describe, expect, it } from 'vitest';
import { outcomeMetricName, outcomes } from '#contracts/vocabulary.ts';
import { synthesise } from '../../support/synthesised.ts';

describe('the dashboard', () => {
	const [[, dashboard] = []] = synthesise().ofType('AWS::CloudWatch::Dashboard');
	const body = JSON.stringify(dashboard?.Properties.DashboardBody);

	it.each([
		...outcomes.map(outcomeMetricName),
		'ExportDuration',
		'ForecastDuration',
		'DetectionDelay',
		'Polls',
		'ExecutionThrottled',
		'Throttles',
		'ApproximateNumberOfMessagesVisible',
		'was throttled',
	])('shows %s', (what) => {
		expect(body).toContain(what);
	});
});
