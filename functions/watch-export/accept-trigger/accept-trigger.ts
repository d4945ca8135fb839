import { type TriggerShape, triggerShapes } from '#contracts/trigger.ts';
import { MAX_POLLS } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import { fewestPolls, type WatchDefaults } from '#contracts/watch-defaults.ts';
import { WATCH_OPTIONS_TEXT, watchOptions } from '#contracts/watch-options.ts';
import { formatProblems } from '../../shared/problems.ts';
import { cutToCharacters, shorten } from '../../shared/text.ts';
import { readJobArn } from '../job-arn.ts';
import { findNamedJobs, isObject, type JsonObject, optionsBeside, readReport } from '../read-trigger.ts';
import { withDefaults } from './watch-defaults.ts';

/** `reason` says why there is no watch; it is empty if there is one. */
export type Acceptance =
	| { readonly decision: 'WATCH'; readonly watch: Watch; readonly reason: '' }
	| {
			readonly decision: 'NOTHING_TO_WATCH' | 'REJECT';
			readonly watch: Record<string, never>;
			readonly reason: string;
	  };

interface AcceptingContext {
	/** A job must be in the partition, Region and account of the function. */
	readonly functionArn: string;
	readonly defaults: WatchDefaults;
}

const describeShape = ({ path, event }: TriggerShape): string => {
	if (event) return `an EventBridge event "${event.detailType}" with ${path.join('.')}`;
	if (path.length === 0) return 'the ARN of a dataset export job as a JSON string';
	return path.reduceRight((inner, key) => `{"${key}": ${inner}}`, '"…"');
};

const OPTIONS = `options are ${WATCH_OPTIONS_TEXT}`;
const ACCEPTED_SHAPES = `accepted are: ${triggerShapes.map(describeShape).join('; ')}; ${OPTIONS}`;

/** Fits on a screen. */
const MAX_REASON_CHARACTERS = 1_500;

/** Makes a watch of any trigger, or says why there is nothing to watch or why it refuses the trigger. */
export const acceptTrigger = (trigger: unknown, context: AcceptingContext): Acceptance => {
	if (!isObject(trigger)) return watchOf(trigger, {}, context);
	const report = readReport(trigger);
	return report ? refuse(report.decision, report.reason) : watchOf(trigger, optionsBeside(trigger), context);
};

const watchOf = (trigger: unknown, beside: JsonObject, { functionArn, defaults }: AcceptingContext): Acceptance => {
	const [first, ...others] = findNamedJobs(trigger);
	if (!first) return reject(`the input ${shorten(trigger)} names no dataset export job; ${ACCEPTED_SHAPES}`);

	const other = others.find(({ value }) => value !== first.value);
	if (other) {
		return reject(
			`the input names two jobs: ${first.path} is ${shorten(first.value)} and ${other.path} is ${shorten(other.value)}; leave one out`,
		);
	}
	const job = readJobArn(first.value, functionArn);
	if ('problem' in job) return reject(`${job.problem}; ${ACCEPTED_SHAPES}`);

	const options = watchOptions.safeParse(beside, { reportInput: true });
	if (!options.success) return reject(`${formatProblems(options.error)}; ${OPTIONS}`);
	const complete = withDefaults(options.data, defaults);
	const tooMany = explainTooManyPolls(complete);
	if (tooMany) return reject(tooMany);
	return {
		decision: 'WATCH',
		watch: { ...job, ...complete },
		reason: '',
	};
};

const explainTooManyPolls = ({ deadlineSeconds, poll: { maxSeconds } }: Pick<Watch, 'deadlineSeconds' | 'poll'>) => {
	const polls = fewestPolls({ deadlineSeconds, maxSeconds });
	if (polls <= MAX_POLLS) return undefined;
	const least = Math.ceil(deadlineSeconds / MAX_POLLS);
	return `deadlineSeconds of ${deadlineSeconds} takes ${polls} polls that are at most poll.maxSeconds of ${maxSeconds} apart; the history of an execution has room for ${MAX_POLLS}: give poll.maxSeconds of at least ${least} or a shorter deadlineSeconds`;
};

const reject = (reason: string): Acceptance => refuse('REJECT', reason);

const refuse = (decision: 'NOTHING_TO_WATCH' | 'REJECT', reason: string): Acceptance => ({
	decision,
	watch: {},
	reason: cutToCharacters(reason.toWellFormed(), MAX_REASON_CHARACTERS),
});
