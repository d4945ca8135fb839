import { relativeTime, shortDuration } from '#client/durations.ts';
import type { StateVisit } from '#client/executions.ts';
import type { Watch } from '#client/read-watch.ts';
import { readStateData } from '#client/state-data.ts';
import { printable } from './printable.ts';
import { usualDuration } from './watch-words.ts';

/** A line about a watch that never changes once it is there; its key tells it from all others. */
export interface WatchLine {
	readonly key: string;
	readonly text: string;
}

/** A line for each poll, each error and each action of a watch. */
export const watchLines = ({ execution }: Watch): readonly WatchLine[] => (execution?.visits ?? []).flatMap(linesOf);

/** These say nothing that the states around and within them do not say. */
const silentTypes: readonly string[] = ['Choice', 'Wait', 'Parallel', 'Map'];

const linesOf = (visit: StateVisit): readonly WatchLine[] => {
	const { id, state, type, enteredAt, exitedAt, errors, isCaught } = visit;
	const line = (key: string | number, time: string, text = ''): WatchLine => ({
		key: `${id}/${key}`,
		text: `${clockTime(time)}  ${state}${text && `: ${printable(text)}`}`,
	});
	const endedAt = type === 'Fail' ? enteredAt : exitedAt;
	return [
		...errors.map(({ at, error }, number) => line(number, at, error)),
		...(endedAt && !silentTypes.includes(type)
			? [line('end', endedAt, isCaught ? 'gave up' : explanationOf(visit))]
			: []),
	];
};

const clockTime = (time: string): string => new Date(time).toTimeString().slice(0, 8);

const explanationOf = ({ state, output }: StateVisit): string =>
	state === 'DescribeExportJob' ? (readStateData(output).observation?.explanation ?? '') : '';

/** What a running watch does now, in a few words. */
export const nowOf = ({ currentState = '', nextPollAt, job, forecast }: Watch, now: number): string => {
	const age = job?.creationDateTime && shortDuration((now - Date.parse(job.creationDateTime)) / 1000);
	return [
		nextPollAt ? `next poll ${relativeTime(nextPollAt, now)}` : currentState,
		age && `${age} old`,
		forecast && `usually takes ${usualDuration(forecast)}`,
	]
		.filter(Boolean)
		.join(', ');
};
