import { createLiveText } from '../output/live-text.ts';
import { type Column, renderTable } from '../output/table.ts';
import { terminalWidth } from '../output/terminal.ts';
import { nowOf, watchLines } from '../output/watch-lines.ts';
import { styleOf } from '../output/watch-words.ts';
import type { DemoWatch } from './run-demo.ts';

/** Shows the watches of the demo: on a terminal a line for each, written anew; elsewhere every line of their histories. */
export const createDemoScreen = () => {
	const live = createLiveText();
	let latest: readonly DemoWatch[] = [];
	const draw = () => {
		if (latest.length > 0) live.now(renderTable(columns, latest, terminalWidth()).join('\n'));
	};
	const tick = process.stdout.isTTY ? setInterval(draw, 1_000) : undefined;

	return {
		show: (changed: DemoWatch, watches: readonly DemoWatch[]): void => {
			latest = watches;
			draw();
			if (process.stdout.isTTY || !changed.watch) return;
			for (const { text, key } of watchLines(changed.watch)) {
				live.line(`${changed.title}  ${text}`, `${changed.title} ${key}`);
			}
		},
		end: (): void => {
			clearInterval(tick);
			live.end();
		},
	};
};

const columns: readonly Column<DemoWatch>[] = [
	{ title: 'EXPORT', text: ({ title }) => title, dispensable: 0 },
	{
		title: 'STATE',
		text: ({ watch }) => watch?.state ?? 'STARTING',
		style: ({ watch }) => watch && styleOf[watch.state],
		dispensable: 0,
	},
	{ title: 'NOW', text: nowText, minWidth: 10, dispensable: 1 },
];

function nowText({ watch }: DemoWatch): string {
	if (!watch) return '';
	if (watch.state === 'RUNNING') return nowOf(watch, Date.now());
	const { processing, dataset } = watch.record ?? {};
	if (dataset) return `dataset ${dataset.status}`;
	return processing === 'PROCESSING_STARTED' ? 'its files are being processed' : '';
}
