import { Duration } from 'aws-cdk-lib';
import type { ExportWatchProps } from './export-watch-props.ts';

/** What holds for a run that does not say otherwise, in seconds. */
export interface WatchDefaults {
	readonly deadlineSeconds: number;
	readonly minSeconds: number;
	readonly maxSeconds: number;
}

const DEFAULT_DEADLINE = Duration.days(1);
const DEFAULT_MIN = Duration.seconds(5);
const DEFAULT_MAX = Duration.minutes(30);

/** One poll bound given alone moves the other's default; the deadline moves the default of the longest wait. */
export const watchDefaultsOf = ({ deadline = DEFAULT_DEADLINE, poll = {} }: ExportWatchProps): WatchDefaults => {
	const deadlineSeconds = deadline.toSeconds();
	const longest = Math.min(DEFAULT_MAX.toSeconds(), deadlineSeconds);
	const minSeconds = poll.min?.toSeconds() ?? Math.min(DEFAULT_MIN.toSeconds(), poll.max?.toSeconds() ?? longest);
	const maxSeconds = poll.max?.toSeconds() ?? Math.max(longest, minSeconds);
	return { deadlineSeconds, minSeconds, maxSeconds };
};
