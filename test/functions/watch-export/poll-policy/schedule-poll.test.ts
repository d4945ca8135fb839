import { describe, expect, it } from 'vitest';
import { forecast as forecastContract } from '#contracts/watch.ts';
import { jitterOf, schedulePoll } from '#functions/watch-export/poll-policy/schedule-poll.ts';
import { badHistories } from '../../../support/bad-histories.ts';
import { EXECUTION_ARN } from '../../../support/builders.ts';

const firstPoll = {
	datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS',
	deadlineSeconds: 86_400,
	poll: { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 },
	executionArn: EXECUTION_ARN,
	forecast: null,
	ageSeconds: 1,
	polls: 1,
};
const noneAsked = () => Promise.reject(new Error('nobody needs the past exports'));

describe('the first poll of a running job', () => {
	it('makes the forecast from the past exports and says so', async () => {
		const { forecast, waitSeconds, explanation } = await schedulePoll(firstPoll, async () => [
			900, 910, 905, 890, 920, 905,
		]);
		expect(forecast).toMatchObject({ pastExports: 6 });
		expect(waitSeconds).toBeGreaterThan(500);
		expect(explanation).toMatch(/^; usually takes .+; polling again in .+$/);
	});

	it('asks only for the exports of the dataset, if there are any', async () => {
		const asked: (string | undefined)[] = [];
		await schedulePoll(firstPoll, async (datasetArn) => {
			asked.push(datasetArn);
			return [900];
		});
		expect(asked).toEqual([firstPoll.datasetArn]);
	});

	it('borrows from the other datasets of the account if the dataset has no past exports', async () => {
		const pastDurations = async (datasetArn?: string) => (datasetArn ? [] : [900, 910, 905]);
		const { forecast, explanation } = await schedulePoll(firstPoll, pastDurations);
		expect(forecast.pastExports).toBe(0);
		expect(forecast.medianSeconds / 905).toBeCloseTo(1, 0);
		expect(explanation).toContain('by those of other datasets');
	});

	it('borrows from the account at once if the dataset is not known', async () => {
		const asked: (string | undefined)[] = [];
		await schedulePoll({ ...firstPoll, datasetArn: undefined }, async (datasetArn) => {
			asked.push(datasetArn);
			return [900];
		});
		expect(asked).toEqual([undefined]);
	});

	it('has a forecast even if nothing can be listed, and does not ask the account then', async () => {
		const { forecast, waitSeconds } = await schedulePoll(firstPoll, (datasetArn) =>
			datasetArn ? Promise.resolve(undefined) : noneAsked(),
		);
		expect(forecast).toMatchObject({ pastExports: 0, kinds: [] });
		expect(waitSeconds).toBeLessThan(120);
	});
});

describe('a useless history', () => {
	it.each(badHistories)(
		'never breaks the forecast or its text, of the dataset or of others: %s',
		async (_case, past) => {
			for (const pastDurations of [async () => past, async (datasetArn?: string) => (datasetArn ? [] : past)]) {
				const { forecast, waitSeconds, explanation } = await schedulePoll(firstPoll, pastDurations);
				expect(forecastContract.parse(JSON.parse(JSON.stringify(forecast)))).toEqual(forecast);
				expect(forecast.kinds.every(({ weight, scale }) => weight > 0 && weight <= 1 && scale > 0)).toBe(true);
				expect(forecast.fromSeconds).toBeLessThanOrEqual(forecast.toSeconds);
				expect(waitSeconds).toBeGreaterThanOrEqual(5);
				expect(explanation).toMatch(/ \d[\d.]* (sec|min|hr|days)/);
			}
		},
	);
});

describe('a later poll', () => {
	it('uses the forecast of the first one', async () => {
		const { forecast } = await schedulePoll(firstPoll, async () => [900, 910, 905]);
		const later = await schedulePoll({ ...firstPoll, forecast, ageSeconds: 800, polls: 2 }, noneAsked);
		expect(later.forecast).toEqual(forecast);
		expect(later.explanation).toBe('');
	});
});

describe('the jitter', () => {
	it('is from 0 to 1, different for each execution and always the same for one', () => {
		const jitters = Array.from({ length: 100 }, (_none, n) => jitterOf(`${EXECUTION_ARN}-${n}`));
		expect(new Set(jitters).size).toBe(100);
		expect(jitters.every((jitter) => jitter >= 0 && jitter < 1)).toBe(true);
		expect(jitterOf(`${EXECUTION_ARN}-0`)).toBe(jitters[0]);
	});
});
