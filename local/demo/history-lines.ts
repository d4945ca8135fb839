import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** An execution's history as a person reads it: a line for each state that was left, and for each end. */
export const historyLines = (events: readonly HistoryEvent[]): readonly string[] =>
	events.flatMap((event, index) => lineOf(event, events.slice(index + 1)) ?? []);

/** The state whose result says where the job stands. */
const LOOK = 'DescribeExportJob';

/** When the wait that is running ends; undefined if none is. */
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
			return row(exited?.name, exited?.name === LOOK ? read(exited.output)?.observation?.explanation : undefined);
		case 'ChoiceStateExited':
			return row(
				exited?.name,
				`→ ${later.find((next) => next.stateEnteredEventDetails)?.stateEnteredEventDetails?.name ?? '…'}`,
			);
		case 'WaitStateEntered':
			return row(entered?.name, `${waitSecondsOf(event)} s`);
		case 'TaskFailed':
			return row('', `${event.taskFailedEventDetails?.error}, which is retried or handled`);
		case 'SucceedStateEntered':
		case 'FailStateEntered':
			return row(entered?.name);
		default:
			return undefined;
	}
};

const row = (name: string | undefined, detail?: string): string =>
	`${(name ?? '').padEnd(20)} ${detail ?? ''}`.trimEnd();

const waitSecondsOf = (event: HistoryEvent): number =>
	read(event.stateEnteredEventDetails?.input)?.observation?.waitSeconds ?? 0;

const read = (
	json: string | undefined,
): { observation?: { explanation?: string; waitSeconds?: number } } | undefined =>
	json === undefined ? undefined : JSON.parse(json);
