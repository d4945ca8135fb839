import { shortDuration } from '#client/durations.ts';
import { recordedDataset } from '#contracts/dataset.ts';
import { renderFields } from '../output/fields.ts';
import { type Column, renderTable } from '../output/table.ts';
import { paint, print, terminalWidth } from '../output/terminal.ts';
import { count } from '../output/watch-summary.ts';
import { styleOf } from '../output/watch-words.ts';
import type { DemoResult, DemoWatch } from './run-demo.ts';

/** Prints how each export of the demo ended. */
export const reportDemo = ({ watches, group }: DemoResult): void => {
	const width = terminalWidth();
	const [header = '', ...lines] = renderTable(columns, watches, width);
	print(`\n${header}`);
	for (const [at, line] of lines.entries()) {
		print(line);
		for (const more of renderFields([{ name: ' ', text: whereOf(watches[at]) }], width)) print(more);
	}
	const { execution, summary } = group;
	const excluded = (summary?.excluded ?? []).map(({ datasetType }) => datasetType).join(', ');
	print(`The export of the group: ${execution.status}${excluded && `; not exported: ${excluded}`}`);
	for (const { title, expected, watch } of watches) {
		if (watch?.state !== expected) print(paint('red', `${title} is wrong: expected ${expected}.`));
	}
};

/** Prints how to see more while the embedded AWS is up. */
export const hintAtMore = ({ watches }: DemoResult, port: string): void => {
	const jobOf = (state: string) => watches.find(({ watch }) => watch?.state === state)?.watch?.jobName;
	print('\nSee more in another terminal:');
	const commands = ['ls', `show ${jobOf('FAILED') ?? 'JOB'}`, `query ${jobOf('SUCCEEDED') ?? 'JOB'}`, '--help'];
	for (const command of commands) print(`  npx exportwatch ${command}${command === '--help' ? '' : ` --port ${port}`}`);
};

const datasetOf = ({ watch }: DemoWatch) => recordedDataset.safeParse(watch?.record?.dataset).data;

const whereOf = (demoWatch: DemoWatch | undefined): string =>
	demoWatch?.watch?.record?.failureReason ?? (demoWatch && datasetOf(demoWatch)?.location) ?? '';

const columns: readonly Column<DemoWatch>[] = [
	{
		title: 'STATE',
		text: ({ watch }) => watch?.state ?? '',
		style: ({ watch }) => watch && styleOf[watch.state],
		dispensable: 0,
	},
	{ title: 'EXPORT', text: ({ watch, title }) => watch?.jobName ?? title, minWidth: 18, cut: 'middle', dispensable: 0 },
	{ title: 'TOOK', text: (each) => tookOf(each), align: 'right', dispensable: 0 },
	{ title: 'ROWS', text: (each) => rowsOf(each), align: 'right', dispensable: 0 },
];

const tookOf = ({ watch }: DemoWatch): string => {
	const seconds = watch?.record?.durationSeconds;
	return seconds === undefined ? '' : shortDuration(seconds);
};

const rowsOf = (demoWatch: DemoWatch): string => {
	const rows = datasetOf(demoWatch)?.rows;
	return rows === undefined ? '' : count(rows);
};
