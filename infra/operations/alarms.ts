import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ExportWatch } from '../export-watch.ts';
import type { ExportWatchProps } from '../props/export-watch-props.ts';

interface AlarmRule {
	/** The heading in docs/runbook.md. */
	readonly entry: string;
	/** What is wrong, in a sentence. */
	readonly says: string;
	readonly metric: IMetric;
	/** How many periods in a row; one by default. */
	readonly periods?: number;
	readonly comparisonOperator?: ComparisonOperator;
	readonly treatMissingData?: TreatMissingData;
}

const DEFAULT_PERIOD = Duration.minutes(5);

/** Retries take a quarter of an hour on average; what lasts through three periods of five minutes, they do not mend. */
const PERIODS_THAT_OUTLAST_RETRIES = 3;

/** Not invoked by a workflow, so that nobody else reports their errors. */
const withoutWorkflow: readonly string[] = ['AdoptExports', 'RecordStoppedWatch'];

/** An alarm where each risk is; every one says where in the runbook it is explained. */
export const createAlarms = (watch: ExportWatch, props: ExportWatchProps): void => {
	const { alarmsTopic, alarmPeriod: period = DEFAULT_PERIOD, noSuccessFor } = props;
	const raise = (id: string, rule: AlarmRule): void => {
		const alarm = new Alarm(watch, `${id}Alarm`, {
			alarmDescription: `${rule.says} What to do: docs/runbook.md#${rule.entry.toLowerCase()}`,
			metric: rule.metric,
			threshold: 1,
			evaluationPeriods: rule.periods ?? 1,
			comparisonOperator: rule.comparisonOperator ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
			treatMissingData: rule.treatMissingData ?? TreatMissingData.NOT_BREACHING,
		});
		if (!alarmsTopic) return;
		alarm.addAlarmAction(new SnsAction(alarmsTopic));
		alarm.addOkAction(new SnsAction(alarmsTopic));
	};

	const raiseForExecutions = (name: string, machine: StateMachine) => {
		raise(`${name}Failed`, {
			entry: 'ExecutionsFailed',
			says: `An execution of ${name} failed; its last state says how.`,
			metric: machine.metricFailed({ period }),
		});
		raise(`${name}TimedOut`, {
			entry: 'ExecutionsTimedOut',
			says: `An execution of ${name} was ended by Step Functions for its time.`,
			metric: machine.metricTimedOut({ period }),
		});
		raise(`${name}Aborted`, {
			entry: 'ExecutionsAborted',
			says: `An execution of ${name} was stopped from outside.`,
			metric: machine.metricAborted({ period }),
		});
		raise(`${name}Throttled`, {
			entry: 'ExecutionsThrottled',
			says: `Step Functions throttles the transitions of ${name}; it goes on, later.`,
			metric: machine.metricThrottled({ period }),
		});
	};
	raiseForExecutions('WatchExport', watch.stateMachine);
	raiseForExecutions('ExportDatasets', watch.exportDatasets);
	if (watch.processExport) raiseForExecutions('ProcessExport', watch.processExport);

	for (const [name, handler] of Object.entries(watch.functions)) {
		const isAlone = withoutWorkflow.includes(name);
		raise(`${name}Failing`, {
			entry: 'HandlerFailing',
			says: isAlone ? `${name} failed.` : `${name} fails for longer than retries last.`,
			metric: handler.metricErrors({ period }),
			periods: isAlone ? 1 : PERIODS_THAT_OUTLAST_RETRIES,
		});
	}
	raise('DeadLetters', {
		entry: 'DeadLetters',
		says: 'An event could not be delivered and waits in the dead-letter queue.',
		metric: watch.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
	});
	raise('JobOverdue', {
		entry: 'JobOverdue',
		says: 'An export job is older than its deadline and has not ended.',
		metric: watch.metrics.metricOutcome('TIMED_OUT', { period }),
	});
	raise('ExportsGivenUp', {
		entry: 'ExportsGivenUp',
		says: 'The sweep found a job whose watches end without a record, and no longer watches it.',
		metric: watch.metrics.metricExportsGivenUp({ period }),
	});
	if (!noSuccessFor) return;
	raise('NoSuccess', {
		entry: 'NoSuccess',
		says: `No export succeeded for ${noSuccessFor.toHours()} hours.`,
		metric: watch.metrics.metricOutcome('SUCCEEDED', { period: Duration.hours(1) }),
		periods: noSuccessFor.toHours(),
		comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
		treatMissingData: TreatMissingData.BREACHING,
	});
};
