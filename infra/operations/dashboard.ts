import { Dashboard, GraphWidget, type IMetric, LogQueryWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ExportWatch } from '../export-watch.ts';
import { measuredOutcomes } from './metrics.ts';

const HALF = 12;
const THIRD = 8;
const WHOLE = 24;

/** What one wants to see when somebody asks how the exports are doing: outcomes first, then how well they are watched. */
export const createDashboard = (watch: ExportWatch): void => {
	const { metrics, stateMachine, exportDatasets, processExport, deadLetters } = watch;
	const functions = Object.entries(watch.functions);
	const graph = (title: string, width: number, left: IMetric[]) => new GraphWidget({ title, width, left });
	const spread = (metricOf: (options: { statistic: string; label: string }) => IMetric) => [
		metricOf({ statistic: Stats.p(50), label: 'median' }),
		metricOf({ statistic: Stats.p(90), label: '9 of 10' }),
		metricOf({ statistic: Stats.MAXIMUM, label: 'most' }),
	];

	new Dashboard(watch, 'Dashboard').addWidgets(
		graph(
			'Outcomes',
			HALF,
			measuredOutcomes.map((outcome) => metrics.metricOutcome(outcome, { label: outcome })),
		),
		graph('Executions', HALF, [
			stateMachine.metricStarted({ label: 'watches started' }),
			stateMachine.metricFailed({ label: 'watches failed' }),
			exportDatasets.metricStarted({ label: 'ExportDatasets started' }),
			exportDatasets.metricFailed({ label: 'ExportDatasets failed' }),
			...(processExport
				? [
						processExport.metricStarted({ label: 'processings started' }),
						processExport.metricFailed({ label: 'processings failed' }),
					]
				: []),
		]),
		graph('How long exports take (s)', THIRD, [
			...spread((options) => metrics.metricExportDuration(options)),
			metrics.metricForecastDuration({ label: 'forecast' }),
		]),
		graph(
			'How late their end is seen (s)',
			THIRD,
			spread((options) => metrics.metricDetectionDelay(options)),
		),
		graph(
			'Polls to an export',
			THIRD,
			spread((options) => metrics.metricPolls(options)),
		),
		graph('Throttles', THIRD, [
			stateMachine.metricThrottled({ label: 'WatchExport transitions' }),
			exportDatasets.metricThrottled({ label: 'ExportDatasets transitions' }),
			...(processExport ? [processExport.metricThrottled({ label: 'ProcessExport transitions' })] : []),
			...functions.map(([name, handler]) => handler.metricThrottles({ label: name })),
		]),
		graph(
			'Errors of functions',
			THIRD,
			functions.map(([name, handler]) => handler.metricErrors({ label: name })),
		),
		graph('Dead letters and adopted exports', THIRD, [
			deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead letters', statistic: Stats.MAXIMUM }),
			metrics.metricExportsAdopted({ label: 'adopted' }),
			metrics.metricExportsGivenUp({ label: 'given up' }),
		]),
		new LogQueryWidget({
			title: 'Calls that a service throttled',
			width: WHOLE,
			logGroupNames: functions.map(([, handler]) => handler.logGroup.logGroupName),
			queryLines: ["filter message like 'was throttled'", 'stats count() by bin(5m), function_name'],
		}),
	);
};
