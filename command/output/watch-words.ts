import { shortDuration } from '#client/durations.ts';
import type { EndedWatch, ListedWatch, WatchState } from '#client/watches.ts';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { undoneActions } from '#functions/watch-export/outcome/decide-ownership.ts';
import type { Style } from './terminal.ts';

export const styleOf: Readonly<Record<WatchState, Style>> = {
	RUNNING: 'cyan',
	SUCCEEDED: 'green',
	FAILED: 'red',
	TIMED_OUT: 'yellow',
	BROKEN: 'red',
};

/** `demo/ITEMS` of the ARN of a dataset. */
export const datasetName = (datasetArn: string | undefined): string => datasetArn?.split(':dataset/').at(-1) ?? '';

/** The durations between which four of five exports of the dataset end. */
export const usualDuration = (forecast: ExportJobRecord['forecast']): string =>
	forecast ? `${shortDuration(forecast.fromSeconds)} to ${shortDuration(forecast.toSeconds)}` : '';

/** How old a running job is, or how long it took. */
export const ageOf = (watch: ListedWatch, now: number): string => {
	if (watch.state !== 'RUNNING') return watch.durationSeconds === undefined ? '' : shortDuration(watch.durationSeconds);
	return shortDuration((now - Date.parse(watch.creationDateTime ?? watch.startedAt)) / 1000);
};

/** What of an ended watch deserves a look: actions that are not done, and what became of the dataset. */
export const noteOf = (watch: EndedWatch): string => {
	const undone = undoneActions(watch);
	return [
		watch.watchError,
		watch.category,
		undone.length > 0 ? `undone: ${undone.join(', ')}` : undefined,
		watch.dataset && `dataset ${watch.dataset.status}`,
		watch.processing === 'NO_FILES' ? 'no files' : undefined,
	]
		.filter(Boolean)
		.join('; ');
};
