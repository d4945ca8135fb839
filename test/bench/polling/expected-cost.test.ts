import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sumOf } from '#functions/shared/sum-of.ts';
import { planWatch, waitForNextPoll } from '#functions/watch-export/poll-policy/next-poll.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { jitterOf } from '#functions/watch-export/poll-policy/schedule-poll.ts';
import { agesOfPolls, expectedFigures } from '../../../bench/polling/expected-cost.ts';
import { always, logNormal } from '../../../bench/polling/laws.ts';
import { createRandom } from '../../../bench/polling/random.ts';
import { transitionsOf } from '../../../bench/polling/transitions.ts';
import { JOB_ARN, jobOf, watchOf } from '../../support/builders.ts';
import { serveStepFunctions } from '../../support/served-step-functions.ts';
import { type SkippedTime, skipTime } from '../../support/skipped-time.ts';
import { createWorld, watchExportDefinition } from '../../support/world.ts';

let time: SkippedTime;
beforeAll(() => {
	time = skipTime();
});
afterAll(() => time.giveBack());

/** Runs WatchExport over a job that is created at the first poll; returns the job's age at each poll. */
const watchInTheStateMachine = async (durationSeconds: number, pastDurations: readonly number[]) => {
	const polledAt: number[] = [];
	const world = createWorld({
		pastDurations,
		describe: (poll) => {
			polledAt[poll - 1] ??= Date.now();
			const createdAt = polledAt[0] as number;
			const hasEnded = Date.now() >= createdAt + durationSeconds * 1000;
			return jobOf({
				status: hasEnded ? 'ACTIVE' : 'CREATE IN_PROGRESS',
				creationDateTime: new Date(createdAt).toISOString(),
				lastUpdatedDateTime: new Date(createdAt + durationSeconds * 1000).toISOString(),
			});
		},
	});
	const service = await serveStepFunctions(
		{ WatchExport: watchExportDefinition },
		{ invokeFunction: world.invokeFunction },
	);
	const { executionArn = '' } = await service.run('WatchExport', { datasetExportJobArn: JOB_ARN });
	const events = await service.history(executionArn);
	return {
		executionArn,
		ages: polledAt.map((at) => (at - (polledAt[0] as number)) / 1000),
		transitions: events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length,
	};
};

describe('the bench', () => {
	it.each([
		['an export like the ones before', 950, [900, 1_000, 870]],
		['an export that outlives the forecast', 9_000, Array(30).fill(900)],
		['a first export', 2_500, []],
		['an export of seconds', 4, []],
	])('polls at the same ages as the state machine: %s', async (_case, durationSeconds, past) => {
		const { executionArn, ages, transitions } = await watchInTheStateMachine(durationSeconds, past);

		const { deadlineSeconds, poll } = watchOf();
		const plan = planWatch({ deadlineSeconds, poll, posterior: posteriorOf(past) });
		const jitter = jitterOf(executionArn);
		let polls = 0;
		const planned = agesOfPolls(
			(ageSeconds) => {
				polls += 1;
				return waitForNextPoll(plan, { ageSeconds, polls, jitter });
			},
			(ageSeconds) => ageSeconds >= durationSeconds,
		);

		expect(planned).toEqual(ages);
		expect(transitions).toBe(transitionsOf(ages.length));
	});
});

describe('the expected cost', () => {
	const LAW = logNormal(900, 0.3);
	const wait = (age: number) => 30 + age / 20;

	it('is the mean over many exports', () => {
		const random = createRandom(3, 'expected cost');
		const watched = Array.from({ length: 20_000 }, () => {
			const duration = LAW.draw(random);
			const ages = agesOfPolls(wait, (age) => age >= duration);
			return { polls: ages.length, delay: (ages.at(-1) as number) - duration };
		});
		const meanOf = (figure: 'polls' | 'delay') => sumOf(watched, (each) => each[figure]) / watched.length;
		const { polls, delaySeconds, cost } = expectedFigures(wait, LAW, 10);
		expect(polls).toBeCloseTo(meanOf('polls'), 0);
		expect(delaySeconds / meanOf('delay')).toBeCloseTo(1, 1);
		expect(cost).toBeCloseTo(delaySeconds + 10 * polls, 10);
	});

	it('is that of two polls for a job that always takes the same time, if the second comes at its end', () => {
		const { polls, delaySeconds } = expectedFigures(() => 613, always(613), 10);
		expect(polls).toBe(2);
		expect(Math.abs(delaySeconds)).toBeLessThan(0.5);
	});
});
