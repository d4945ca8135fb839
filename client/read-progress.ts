import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Forecast } from '#contracts/watch.ts';
import { endOfWait, madeForecast, readStateData } from './state-data.ts';
import type { RunningWatch } from './watches.ts';

/** What the next poll of a running watch can change. */
export type Progress = Pick<
	RunningWatch,
	| 'currentState'
	| 'polls'
	| 'polledAt'
	| 'datasetArn'
	| 'creationDateTime'
	| 'status'
	| 'forecast'
	| 'explanation'
	| 'nextPollAt'
>;

/** Enough for the events of one Task with some retries. */
const NEWEST_EVENTS = 25;
/** The most that one call gives: those of a hundred polls, with nine each. */
const EVENTS_OF_POLLS = 1_000;

/** Reads how far a watch has come: one call, and a second one if there were more polls than its events show. */
export const readProgress = async (
	stepFunctions: SFNClient,
	executionArn: string,
	known: Progress | undefined,
): Promise<Progress> => {
	const readNewest = async (options: { readonly maxResults: number; readonly includeExecutionData?: boolean }) => {
		const request = { executionArn, reverseOrder: true, ...options };
		return (await stepFunctions.send(new GetExecutionHistoryCommand(request))).events ?? [];
	};
	const events = await readNewest({ maxResults: NEWEST_EVENTS });
	const progress = progressOf(events);
	const seen = known?.polledAt ?? [];
	const fresh = pollTimesOf(events).filter((time) => !seen.includes(time));
	const hasMissed = progress.polls - (known?.polls ?? 0) > fresh.length;
	// without the data of the states, a thousand events are small
	const all = hasMissed && pollTimesOf(await readNewest({ maxResults: EVENTS_OF_POLLS, includeExecutionData: false }));
	return { ...progress, polledAt: all || [...seen, ...fresh] };
};

/** From the newest events, the newest first. */
const progressOf = (events: readonly HistoryEvent[]): Omit<Progress, 'polledAt'> => {
	const last = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails);
	const observation = events
		.map((event) => readStateData(event.stateEnteredEventDetails?.input ?? event.stateExitedEventDetails?.output))
		.find((data) => data.observation)?.observation;
	const { job = {}, status, explanation, polls = 0 } = observation ?? {};
	const made = madeForecast(observation);
	const { datasetArn, creationDateTime } = job;
	const isWaiting = events[0]?.type === 'WaitStateEntered';
	const nextPollAt = isWaiting && endOfWait(events[0]?.timestamp?.toISOString() ?? '', observation);
	return {
		currentState: last?.stateEnteredEventDetails?.name ?? '',
		polls,
		...(datasetArn && { datasetArn }),
		...(creationDateTime && { creationDateTime }),
		...(status && { status }),
		...(made && { forecast: withoutKinds(made) }),
		...(explanation && { explanation }),
		...(nextPollAt && { nextPollAt }),
	};
};

/** Each is as long as the rest of a row. */
const withoutKinds = ({ kinds: _kinds, ...forecast }: Forecast): ExportJobRecord['forecast'] => forecast;

/** The oldest first. */
const pollTimesOf = (events: readonly HistoryEvent[]): readonly string[] =>
	events
		.filter(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'DescribeExportJob')
		.map(({ timestamp = new Date(0) }) => timestamp.toISOString())
		.toReversed();
