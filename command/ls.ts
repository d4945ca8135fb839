import { Command } from 'commander';
import { relativeTime } from '#client/durations.ts';
import type { ListedWatch, WatchState } from '#client/watches.ts';
import { outcomes } from '#contracts/vocabulary.ts';
import { type CommonOptions, connectTo, readCount, readDuration, withCommonOptions } from './common-options.ts';
import { type Column, renderTable } from './output/table.ts';
import { print, printJson, terminalWidth } from './output/terminal.ts';
import { ageOf, datasetName, noteOf, styleOf, usualDuration } from './output/watch-words.ts';

interface LsOptions extends CommonOptions {
	readonly running?: true;
	readonly failed?: true;
	readonly since?: number;
	readonly limit: number;
}

export const createLs = (): Command =>
	withCommonOptions(new Command('ls'))
		.description('list watches: those that run, then those that have ended, the newest first')
		.option('--running', 'only those that run')
		.option('--failed', 'only those that did not succeed')
		.option('--since <duration>', 'only of this time, as 2d', readDuration)
		.option('--limit <count>', 'at most so many that run, and so many that have ended', readCount, 50)
		.action(async (options: LsOptions) => {
			const exportwatch = await connectTo(options);
			const since = options.since === undefined ? undefined : new Date(Date.now() - options.since * 1000);
			const states = statesOf(options);
			const list = await exportwatch.listWatches({ states, limit: options.limit, ...(since && { since }) });
			if (options.json) return printJson(list);
			if (list.watches.length === 0) return print('No watches.');
			for (const line of renderTable(columnsAt(Date.now()), list.watches, terminalWidth())) print(line);
			if (list.hasMore) print(`There are more: --limit ${options.limit * 2} shows them.`);
		});

const statesOf = ({ running, failed }: LsOptions): readonly WatchState[] => {
	const wanted: WatchState[] = [];
	if (running) wanted.push('RUNNING');
	if (failed) wanted.push(...outcomes.filter((outcome) => outcome !== 'SUCCEEDED'));
	return wanted.length > 0 ? wanted : ['RUNNING', ...outcomes];
};

const columnsAt = (now: number): readonly Column<ListedWatch>[] => [
	{ title: 'STATE', text: ({ state }) => state, style: ({ state }) => styleOf[state], dispensable: 0 },
	{ title: 'JOB', text: ({ jobName }) => jobName, minWidth: 18, cut: 'middle', dispensable: 0 },
	{ title: 'AGE', text: (watch) => ageOf(watch, now), align: 'right', dispensable: 1 },
	{ title: 'USUALLY', text: ({ forecast }) => usualDuration(forecast), dispensable: 3 },
	{ title: 'WHEN', text: (watch) => whenOf(watch, now), dispensable: 2 },
	{ title: 'DATASET', text: ({ datasetArn }) => datasetName(datasetArn), minWidth: 12, cut: 'middle', dispensable: 4 },
	{
		title: 'NOTE',
		text: (watch) => (watch.state === 'RUNNING' ? watch.currentState : noteOf(watch)),
		minWidth: 12,
		dispensable: 5,
	},
];

/** When a running watch polls next, and when the outcome of another was recorded. */
const whenOf = (watch: ListedWatch, now: number): string => {
	if (watch.state !== 'RUNNING') return relativeTime(watch.recordedAt, now);
	return watch.nextPollAt ? `poll ${relativeTime(watch.nextPollAt, now)}` : '';
};
