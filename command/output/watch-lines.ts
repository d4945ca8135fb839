import type { StateVisit } from '#client/executions.ts';
import type { Watch } from '#client/read-watch.ts';
import { readStateData } from '#client/state-data.ts';
import { relativeTime, shortDuration } from './durations.ts';
import { printable } from './printable.ts';
import { usualDuration } from './watch-words.ts';

/** A line for each poll, each error and each action of a watch, in their order. A line never changes once it is there. */
export const watchLines = ({ execution }: Watch): readonly string[] =>
	(execution?.visits ?? []).filter(({ exitedAt, type }) => exitedAt ?? type === 'Fail').flatMap(linesOf);

const linesOf = (visit: StateVisit): readonly string[] => [
	...visit.errors.map(({ at, error }) =>
		line(at, visit.state, `${error}, which was ${visit.isCaught ? 'caught' : 'retried'}`),
	),
	...(visit.type === 'Choice' || visit.type === 'Wait' || visit.isCaught
		? []
		: [line(visit.exitedAt ?? visit.enteredAt, visit.state, pollOf(visit))]),
];

const line = (time: string, state: string, text: string): string =>
	`${clockTime(time)}  ${state}${text && `: ${printable(text)}`}`;

const clockTime = (time: string): string => new Date(time).toTimeString().slice(0, 8);

const pollOf = ({ state, output }: StateVisit): string =>
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
