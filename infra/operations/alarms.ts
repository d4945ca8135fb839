import { Duration } from 'aws-cdk-lib';
import {
	Alarm,
	ComparisonOperator,
	type IMetric,
	MathExpression,
	Stats,
	TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '#contracts/vocabulary.ts';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';
import type { HandlerFunction } from '../shared/handler-function.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import type { Observed } from './observed.ts';

type AlarmsProps = Observed & Pick<ExportWatchProps, 'alarmsTopic' | 'alarmPeriod' | 'noSuccessFor' | 'runbookUrl'>;

interface AlarmRule {
	/** The heading in docs/runbook.md. */
	readonly runbookEntry: string;
	/** What is wrong, in a sentence. */
	readonly description: string;
	readonly metric: IMetric;
	/** How many periods in a row; one by default. */
	readonly periods?: number;
	/** In how many of them; in all by default. */
	readonly datapointsToAlarm?: number;
	readonly comparisonOperator?: ComparisonOperator;
}

/** As the names stand in the log: errors by which a service asks to wait, and which the workflow retries for long. */
const WAITING_ERRORS = ['ServiceThrottled', 'ExportQuotaReached', 'DatasetBusy'];

const DEFAULT_PERIOD = Duration.minutes(5);

/** Retries end within a quarter of an hour on average, so what lasts for three periods of five minutes outlasts them. */
const PERIODS_THAT_OUTLAST_RETRIES = 3;

/** An alarm for each risk; its description names the entry of the runbook. */
export class Alarms extends Construct {
	private readonly topic: ITopic | undefined;
	private readonly period: Duration;
	private readonly runbookUrl: string;
	private readonly instance: string;

	constructor(scope: Construct, id: string, props: AlarmsProps) {
		super(scope, id);
		const { stateMachines, eventFunctions, deadLetters, metrics, noSuccessFor } = props;
		this.topic = props.alarmsTopic;
		this.period = props.alarmPeriod ?? DEFAULT_PERIOD;
		this.runbookUrl = props.runbookUrl ?? 'docs/runbook.md';
		this.instance = metrics.instance;
		const { period } = this;

		for (const stateMachine of stateMachines) this.addForExecutions(stateMachine);
		for (const retried of stateMachines.flatMap(({ functions }) => functions)) {
			const name = functionNameOf(retried.settings);
			this.add(`${name}Failing`, {
				runbookEntry: 'FunctionFailing',
				description: `${name} fails for longer than retries last.`,
				metric: this.metricFailures(retried),
				periods: PERIODS_THAT_OUTLAST_RETRIES,
			});
		}
		for (const unretried of eventFunctions) {
			const name = functionNameOf(unretried.settings);
			this.add(`${name}Failing`, {
				runbookEntry: 'FunctionFailing',
				description: `${name} failed.`,
				metric: unretried.metricErrors({ period }),
			});
		}
		this.add('DeadLetters', {
			runbookEntry: 'DeadLetters',
			description: 'An event could not be delivered and waits in the dead-letter queue.',
			metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
		});
		this.add('JobOverdue', {
			runbookEntry: 'JobOverdue',
			description: 'An export job is older than its deadline and has not ended.',
			metric: metrics.metricOutcome('TIMED_OUT', { period }),
		});
		this.add('ExportsGivenUp', {
			runbookEntry: 'ExportsGivenUp',
			description: 'A sweep adopted this job once, and that watch left it without a record or with undone actions.',
			metric: metrics.metricExportsGivenUp({ period }),
		});
		this.add('ExportsAdopted', {
			runbookEntry: 'ExportsAdopted',
			description: 'On two of seven days, only the sweep found exports: no rule starts their watches.',
			metric: metrics.metricExportsAdopted({ period: Duration.days(1) }),
			periods: 7,
			datapointsToAlarm: 2,
		});
		if (!noSuccessFor) return;
		// Each sweep reports that no export succeeded just then. So only hours count in which ExportWatch was deployed.
		this.add('NoSuccess', {
			runbookEntry: 'NoSuccess',
			description: `No export succeeded for ${noSuccessFor.toHours()} hours.`,
			metric: metrics.metricOutcome('SUCCEEDED', { period: Duration.hours(1) }),
			periods: noSuccessFor.toHours(),
			comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
		});
	}

	/** The errors of a function, without those by which a service asked to wait. */
	private metricFailures(retried: HandlerFunction): IMetric {
		const name = functionNameOf(retried.settings);
		const { period } = this;
		const waits = new MetricFilter(this, `${name}Waits`, {
			logGroup: retried.logGroup,
			filterPattern: FilterPattern.any(
				...WAITING_ERRORS.map((error) => FilterPattern.stringValue('$.error.name', '=', error)),
			),
			metricNamespace: METRIC_NAMESPACE,
			metricName: `Waits.${this.instance}.${name}`, // a filter has only dimensions that are in the log
		});
		return new MathExpression({
			expression: 'errors - FILL(waits, 0)',
			usingMetrics: {
				errors: retried.metricErrors({ period }),
				waits: waits.metric({ period, statistic: Stats.SUM }),
			},
			period,
			label: name,
		});
	}

	private addForExecutions(stateMachine: WorkflowStateMachine): void {
		const { period } = this;
		const { workflow } = stateMachine;
		this.add(`${workflow}Failed`, {
			runbookEntry: 'ExecutionsFailed',
			description: `An execution of ${workflow} failed; its last state says how.`,
			metric: stateMachine.metricFailed({ period }),
		});
		this.add(`${workflow}TimedOut`, {
			runbookEntry: 'ExecutionsTimedOut',
			description: `Step Functions ended an execution of ${workflow} because of a time limit.`,
			metric: stateMachine.metricTimedOut({ period }),
		});
		this.add(`${workflow}Aborted`, {
			runbookEntry: 'ExecutionsAborted',
			description: `An execution of ${workflow} was stopped from outside.`,
			metric: stateMachine.metricAborted({ period }),
		});
		this.add(`${workflow}Throttled`, {
			runbookEntry: 'ExecutionsThrottled',
			description: `Step Functions throttles the transitions of ${workflow}; its executions go on, later.`,
			metric: stateMachine.metricThrottled({ period }),
		});
	}

	private add(id: string, { runbookEntry, description, metric, periods = 1, ...rule }: AlarmRule): void {
		const alarm = new Alarm(this, id, {
			alarmDescription: `${description} Exportwatch: ${this.instance}. What to do: ${this.runbookUrl}#${runbookEntry.toLowerCase()}`,
			metric,
			threshold: 1,
			evaluationPeriods: periods,
			comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
			treatMissingData: TreatMissingData.NOT_BREACHING,
			...rule,
		});
		if (!this.topic) return;
		alarm.addAlarmAction(new SnsAction(this.topic));
		alarm.addOkAction(new SnsAction(this.topic));
	}
}
