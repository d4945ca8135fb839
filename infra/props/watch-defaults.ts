import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { ExportWatchProps } from './export-watch-props.ts';

/** What holds for a run that does not say otherwise. */
export interface WatchDefaults {
	readonly deadlineSeconds: number;
	readonly minSeconds: number;
	readonly maxSeconds: number;
}

/** A poll bound that is given alone moves the default of the other; the deadline limits the default of the longest wait. */
export const watchDefaultsOf = ({ deadline, poll = {} }: ExportWatchProps): WatchDefaults => {
	const deadlineSeconds = deadline?.toSeconds() ?? watchOptionBounds.deadlineSeconds.default;
	const longest = Math.min(watchOptionBounds.maxSeconds.default, deadlineSeconds);
	const minSeconds =
		poll.min?.toSeconds() ?? Math.min(watchOptionBounds.minSeconds.default, poll.max?.toSeconds() ?? longest);
	const maxSeconds = poll.max?.toSeconds() ?? Math.max(longest, minSeconds);
	return { deadlineSeconds, minSeconds, maxSeconds };
};
