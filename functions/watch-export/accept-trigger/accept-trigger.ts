import type { Scope } from '#contracts/scope.ts';
import { type TriggerShape, triggerShapes } from '#contracts/trigger.ts';
import type { Watch } from '#contracts/watch.ts';
import type { WatchDefaults } from '#contracts/watch-defaults.ts';
import { WATCH_OPTIONS_TEXT, watchOptions } from '#contracts/watch-options.ts';
import { whyOutsideScope } from '../../shared/outside-scope.ts';
import { formatProblems } from '../../shared/problems.ts';
import { cutToCharacters, shorten } from '../../shared/text.ts';
import { findOptionsProblem, withDefaults } from '../../shared/watch-defaults.ts';
import { readJobArn } from '../job-arn.ts';
import {
	findNamedJobs,
	isObject,
	type JsonObject,
	optionsBeside,
	readReport,
	readReportedDataset,
} from '../read-trigger.ts';

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
	/** Limits events only: who starts a watch by hand means that job. */
	readonly scope: Scope;
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

const watchOf = (trigger: unknown, beside: JsonObject, context: AcceptingContext): Acceptance => {
	const { functionArn, defaults, scope } = context;
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

	const reported = readReportedDataset(trigger);
	const reason = reported && whyOutsideScope({ jobName: job.jobName, ...reported }, scope);
	if (reason) return refuse('NOTHING_TO_WATCH', reason);

	const options = watchOptions.safeParse(beside, { reportInput: true });
	if (!options.success) return reject(`${formatProblems(options.error)}; ${OPTIONS}`);
	const complete = withDefaults(options.data, defaults);
	const problem = findOptionsProblem(complete);
	if (problem) return reject(problem);
	return {
		decision: 'WATCH',
		watch: { ...job, ...complete },
		reason: '',
	};
};

const reject = (reason: string): Acceptance => refuse('REJECT', reason);

const refuse = (decision: 'NOTHING_TO_WATCH' | 'REJECT', reason: string): Acceptance => ({
	decision,
	watch: {},
	reason: cutToCharacters(reason.toWellFormed(), MAX_REASON_CHARACTERS),
});
