import { createHash } from 'node:crypto';
import { shortestWait } from '../poll-policy/shortest-wait.ts';

/** An hour without an answer delays the next poll by up to seven and a half minutes. */
const SHARE_OF_SILENCE = 1 / 8;
/** Waits double up to here, whatever the silence; past the deadline no wait is longer. */
const SHORT_WAIT_SECONDS = 60;

/** A poll that Personalize did not answer. */
interface UnansweredPoll {
	readonly executionArn: string;
	readonly ageSeconds: number;
	/** 0 if it has passed. */
	readonly secondsToDeadline: number;
	/** Since the last answer. */
	readonly silentSeconds: number;
	/** So far, and up to this one in a row; both include this one. */
	readonly polls: number;
	readonly unansweredPolls: number;
	/** Between polls that are answered. */
	readonly maxSeconds: number;
}

/**
 * The whole seconds to wait after a poll without an answer: from 2 s doubling to 60 s, then longer with the silence, all with
 * full jitter, so that watches that were throttled together try apart; never past the deadline, nor more often than the
 * history has room for.
 */
export const waitForAnswer = (poll: UnansweredPoll): number => {
	const { silentSeconds, secondsToDeadline, unansweredPolls } = poll;
	const isBeforeDeadline = secondsToDeadline > 0;
	const longest = isBeforeDeadline
		? Math.max(SHORT_WAIT_SECONDS, silentSeconds * SHARE_OF_SILENCE)
		: SHORT_WAIT_SECONDS;
	const wait = Math.max(1, Math.min(2 ** unansweredPolls, longest) * jitterOf(poll), shortestWait(poll));
	return Math.ceil(isBeforeDeadline ? Math.min(wait, secondsToDeadline) : wait);
};

/** From 0 to 1, different at each poll, and the same if the step is repeated. */
const jitterOf = ({ executionArn, polls }: UnansweredPoll): number =>
	createHash('sha256').update(`${executionArn} ${polls}`).digest().readUInt32BE() / 2 ** 32;
