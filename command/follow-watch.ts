import type { Exportwatch } from '#client/exportwatch.ts';
import type { Watch } from '#client/read-watch.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { renderFields } from './output/fields.ts';
import { createLiveText } from './output/live-text.ts';
import { print, terminalWidth, toJson } from './output/terminal.ts';
import { nowOf, watchLines } from './output/watch-lines.ts';
import { summaryFields } from './output/watch-summary.ts';

const MILLISECONDS_OF_A_SECOND = 1_000;

/**
 * Prints what a watch does until it has ended, then how it ended.
 *
 * @returns the exit code
 */
export const followWatch = async (
	exportwatch: Exportwatch,
	jobOrExecution: string,
	{ json }: { readonly json?: true | undefined },
): Promise<number> => {
	const live = createLiveText();
	let latest: Watch | undefined;
	const tick = setInterval(() => {
		if (latest && !json) live.now(nowOf(latest, Date.now()));
	}, MILLISECONDS_OF_A_SECOND);
	try {
		for await (const watch of exportwatch.followWatch(jobOrExecution)) {
			latest = watch;
			if (json) {
				print(toJson(watch));
				continue;
			}
			for (const { text, key } of watchLines(watch)) live.line(text, key);
			live.now(nowOf(watch, Date.now()));
		}
	} finally {
		clearInterval(tick);
		live.end();
	}
	if (latest && !json) for (const line of ['', ...renderFields(summaryFields(latest), terminalWidth())]) print(line);
	return latest ? exitCodeOfWatch(latest) : exitCodes.NO_ANSWER;
};

const exitCodeOfWatch = ({ state, currentState }: Watch): number => {
	if (state === 'RUNNING') return exitCodes.NO_ANSWER;
	return currentState === 'ActionsFailed' ? exitCodes.ACTIONS_FAILED : exitCodeOf[state];
};
