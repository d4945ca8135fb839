import { NotRunning } from '#client/errors.ts';
import { type Finding, ok, problem } from '#client/examine/finding.ts';
import { WATCH_STOPPED } from '#contracts/vocabulary.ts';
import { checkNotified } from './check-notified.ts';
import { findWatch, type SmokeTools } from './smoke-tools.ts';
import { until } from './until.ts';

/** Step Functions reports its executions, and EventBridge their ends, within seconds. */
const STOPPING_SECONDS = 60;
/** So long that the watch waits when it is stopped. */
const poll = { minSeconds: 600, maxSeconds: 3_600 };

/**
 * Stops a watch: nothing but the rule for stopped watches can report that. CloudTrail takes minutes, so the watch is started
 * by hand, unless the rule was faster: two stopped watches of a job would contend for its record.
 */
export async function* checkStoppedWatch(
	job: string,
	ruleSeconds: number,
	{ exportwatch, listener, progress, signal }: SmokeTools,
): AsyncGenerator<Finding> {
	progress('stopping a watch');
	if (!(await findWatch(exportwatch, job))) await exportwatch.startWatch(job, { poll });
	await until(
		() =>
			exportwatch.stopWatch(job, 'stopped by exportwatch smoke').catch((error: Error) => {
				if (error instanceof NotRunning) return undefined; // not listed yet
				throw error;
			}),
		STOPPING_SECONDS,
		signal,
	);
	const watch = await until(
		async () => {
			const read = await findWatch(exportwatch, job);
			const { watchError, actions } = read?.record ?? {};
			return watchError === WATCH_STOPPED && actions?.message?.status === 'DONE' ? read : undefined;
		},
		Math.min(STOPPING_SECONDS, ruleSeconds),
		signal,
	);
	if (!watch) {
		yield problem(
			'stopped watch',
			'nobody recorded that it was stopped',
			'exportwatch doctor says whether the rule for stopped watches is enabled; see DeadLetters in the runbook',
		);
		return;
	}
	yield ok('stopped watch', `recorded as ${watch.record?.outcome}: ${watch.record?.reason}`);
	yield* checkNotified(watch, 'BROKEN', listener);
}
