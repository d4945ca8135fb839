import { expect, it } from 'vitest';
import { watchOptionBounds } from '#contracts/vocabulary.ts';
import { freshJob, JOB_ARN } from '../support/builders.ts';
import { serveStepFunctions } from '../support/served-step-functions.ts';
import { useSkippedTime } from '../support/skipped-time.ts';
import { createWorld, errorNamed, type World, watchExportDefinition } from '../support/world.ts';

useSkippedTime();

/** Of the history of a Standard execution; the next event fails it, and nothing catches that. */
const MAX_EVENTS = 25_000;
const DAYS = 30;

const always = () => true;
const never = () => false;
/** For some polls in a row of so many. */
const inTurns = (some: number, of: number) => (poll: number) => poll % of < some;
const afterPoll = (last: number) => (poll: number) => poll > last;

it.each([
	['that Personalize throttles to the end', always, never],
	['that Personalize throttles at every second poll', inTurns(1, 2), never],
	['that Lambda runs at one of six attempts', never, inTurns(5, 6)],
	['that Lambda does not run any more after 1,990 polls', never, afterPoll(1_990)],
	['that Lambda and Personalize both throttle', inTurns(2, 3), inTurns(2, 3)],
] as const)(
	'a watch of 30 days that polls every second, %s, stays within the history and lasts to its deadline',
	async (_how, isThrottled, isOutage) => {
		const began = Date.now();
		const job = freshJob({ status: 'CREATE IN_PROGRESS' });
		let attempts = 0;
		const failing: World['failing'] = {
			DescribeExportJob: () => {
				attempts += 1;
				return isOutage(attempts) ? errorNamed('Lambda.TooManyRequestsException') : undefined;
			},
		};
		const describe = (poll: number) => {
			if (isThrottled(poll)) throw errorNamed('ServiceThrottled');
			return job;
		};
		const { invokeFunction } = createWorld({ describe, failing });
		const service = await serveStepFunctions({ WatchExport: watchExportDefinition }, { invokeFunction });
		const { minSeconds, maxSeconds, costSeconds, deadlineSeconds } = watchOptionBounds;
		const { error, executionArn = '' } = await service.run('WatchExport', {
			datasetExportJobArn: JOB_ARN,
			deadlineSeconds: deadlineSeconds.max,
			poll: { minSeconds: minSeconds.min, maxSeconds: maxSeconds.default, costSeconds: costSeconds.min },
		});
		expect(error).toMatch(/^Watch(TimedOut|Broken)$/);
		expect((Date.now() - began) / 86_400_000).toBeGreaterThanOrEqual(DAYS);
		expect((await service.history(executionArn)).length).toBeLessThan(MAX_EVENTS);
	},
	120_000,
);
