import {
	Dashboard,
	GraphWidget,
	type IMetric,
	LogQueryWidget,
	Stats,
	TextWidget,
	TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { outcomes } from '#contracts/vocabulary.ts';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import { functionsOf, type Observed } from './observed.ts';

const HALF = 12;
const THIRD = 8;
const WHOLE = 24;

/** How exports end, how long they take and how late their end is seen; then what is throttled, fails or waits. */
export class ExportWatchDashboard extends Dashboard {
	constructor(scope: Construct, id: string, observed: Observed) {
		super(scope, id);
		const { stateMachines, deadLetters, metrics } = observed;
		const functions = functionsOf(observed).map((each) => [functionNameOf(each.settings), each] as const);

		this.addWidgets(
			new TextWidget({
				markdown: `# Exportwatch: ${metrics.instance}`,
				width: WHOLE,
				height: 1,
				background: TextWidgetBackground.TRANSPARENT,
			}),
			graph(
				'Outcomes',
				HALF,
				outcomes.map((outcome) => metrics.metricOutcome(outcome, { label: outcome })),
			),
			graph(
				'Executions',
				HALF,
				stateMachines.flatMap((stateMachine) => [
					stateMachine.metricStarted({ label: `${stateMachine.workflow} started` }),
					stateMachine.metricFailed({ label: `${stateMachine.workflow} failed` }),
				]),
			),
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
				'Polls for each export',
				THIRD,
				spread((options) => metrics.metricPolls(options)),
			),
			graph('Throttles', THIRD, [
				...stateMachines.map((stateMachine) =>
					stateMachine.metricThrottled({ label: `${stateMachine.workflow} transitions` }),
				),
				...functions.map(([label, each]) => each.metricThrottles({ label })),
			]),
			graph(
				'Errors of functions',
				THIRD,
				functions.map(([label, each]) => each.metricErrors({ label })),
			),
			graph('Dead letters and adopted exports', THIRD, [
				deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead letters', statistic: Stats.MAXIMUM }),
				metrics.metricExportsAdopted({ label: 'adopted' }),
				metrics.metricExportsGivenUp({ label: 'given up' }),
			]),
			new LogQueryWidget({
				title: 'Calls that a service throttled',
				width: WHOLE,
				logGroupNames: functions.map(([, each]) => each.logGroup.logGroupName),
				queryLines: ["filter message like 'was throttled'", 'stats count() by bin(5m), function_name'],
			}),
		);
	}
}

const graph = (title: string, width: number, left: IMetric[]): GraphWidget => new GraphWidget({ title, width, left });

/** The middle, the upper end and the extreme of a metric. */
const spread = (metricOf: (options: { statistic: string; label: string }) => IMetric): IMetric[] => [
	metricOf({ statistic: Stats.p(50), label: 'median' }),
	metricOf({ statistic: Stats.p(90), label: '9 of 10' }),
	metricOf({ statistic: Stats.MAXIMUM, label: 'maximum' }),
];
