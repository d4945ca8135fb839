import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Observation } from '#contracts/watch.ts';

/** The state whose result is an observation of the job. */
const POLL = 'DescribeExportJob';

/** An execution's history for a person: a line for each state that ended, for each wait and for each error. */
export const historyLines = (events: readonly HistoryEvent[]): readonly string[] =>
	events.flatMap((event, index) => lineOf(event, events.slice(index + 1)) ?? []);

/** When the running wait ends; undefined if the execution does not wait. */
export const waitingUntil = (events: readonly HistoryEvent[]): Date | undefined => {
	const last = events.at(-1);
	if (last?.type !== 'WaitStateEntered' || !last.timestamp) return undefined;
	return new Date(last.timestamp.getTime() + waitSecondsOf(last) * 1000);
};

const lineOf = (event: HistoryEvent, later: readonly HistoryEvent[]): string | undefined => {
	const entered = event.stateEnteredEventDetails;
	const exited = event.stateExitedEventDetails;
	switch (event.type) {
		case 'TaskStateExited':
			return row(exited?.name, exited?.name === POLL ? observationIn(exited.output).explanation : undefined);
		case 'ChoiceStateExited':
			return row(
				exited?.name,
				`→ ${later.find((next) => next.stateEnteredEventDetails)?.stateEnteredEventDetails?.name ?? '…'}`,
			);
		case 'WaitStateEntered':
			return row(entered?.name, `${waitSecondsOf(event)} s`);
		case 'TaskFailed':
			return row('', `${event.taskFailedEventDetails?.error}: retried or caught`);
		case 'SucceedStateEntered':
		case 'FailStateEntered':
			return row(entered?.name);
		default:
			return undefined;
	}
};

const row = (name: string | undefined, detail = ''): string => `${(name ?? '').padEnd(20)} ${detail}`.trimEnd();

const waitSecondsOf = (event: HistoryEvent): number =>
	observationIn(event.stateEnteredEventDetails?.input).waitSeconds ?? 0;

const observationIn = (json = '{}'): Partial<Observation> => JSON.parse(json).observation ?? {};
