import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import type { Observed } from './observed.ts';

type AlarmsProps = Observed & Pick<ExportWatchProps, 'alarmsTopic' | 'alarmPeriod' | 'noSuccessFor'>;

interface AlarmRule {
	/** The heading in docs/runbook.md. */
	readonly runbookEntry: string;
	/** What is wrong, in a sentence. */
	readonly description: string;
	readonly metric: IMetric;
	/** How many periods in a row; one by default. */
	readonly periods?: number;
	readonly comparisonOperator?: ComparisonOperator;
	readonly treatMissingData?: TreatMissingData;
}

const DEFAULT_PERIOD = Duration.minutes(5);

/** Retries end within a quarter of an hour on average, so what lasts for three periods of five minutes outlasts them. */
const PERIODS_THAT_OUTLAST_RETRIES = 3;

/** An alarm for each risk; its description names the entry of the runbook. */
export class Alarms extends Construct {
	private readonly topic: ITopic | undefined;
	private readonly period: Duration;

	constructor(scope: Construct, id: string, props: AlarmsProps) {
		super(scope, id);
		const { stateMachines, eventFunctions, deadLetters, metrics, noSuccessFor } = props;
		this.topic = props.alarmsTopic;
		this.period = props.alarmPeriod ?? DEFAULT_PERIOD;
		const { period } = this;

		for (const stateMachine of stateMachines) this.addForExecutions(stateMachine);
		for (const retried of stateMachines.flatMap(({ functions }) => functions)) {
			const name = functionNameOf(retried.settings);
			this.add(`${name}Failing`, {
				runbookEntry: 'FunctionFailing',
				description: `${name} fails for longer than retries last.`,
				metric: retried.metricErrors({ period }),
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
		if (!noSuccessFor) return;
		this.add('NoSuccess', {
			runbookEntry: 'NoSuccess',
			description: `No export succeeded for ${noSuccessFor.toHours()} hours.`,
			metric: metrics.metricOutcome('SUCCEEDED', { period: Duration.hours(1) }),
			periods: noSuccessFor.toHours(),
			comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
			treatMissingData: TreatMissingData.BREACHING,
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
			alarmDescription: `${description} What to do: docs/runbook.md#${runbookEntry.toLowerCase()}`,
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
