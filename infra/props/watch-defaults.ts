import { watchOptionBounds } from '#contracts/vocabulary.ts';
import { completePollBounds, type WatchDefaults } from '#contracts/watch-defaults.ts';
import type { ExportWatchProps } from './export-watch-props.ts';

/** The defaults of a deployment. The deadline limits the default of the longest wait. */
export const watchDefaultsOf = ({ deadline, poll = {} }: ExportWatchProps): WatchDefaults => {
	const deadlineSeconds = deadline?.toSeconds() ?? watchOptionBounds.deadlineSeconds.default;
	const given = { minSeconds: poll.min?.toSeconds(), maxSeconds: poll.max?.toSeconds() };
	return {
		deadlineSeconds,
		...completePollBounds(given, {
			minSeconds: watchOptionBounds.minSeconds.default,
			maxSeconds: Math.min(watchOptionBounds.maxSeconds.default, deadlineSeconds),
		}),
	};
};
