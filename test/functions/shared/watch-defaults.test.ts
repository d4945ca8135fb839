import { describe, expect, it } from 'vitest';
import { watchOptionBounds } from '#contracts/vocabulary.ts';
import { withDefaults } from '#functions/shared/watch-defaults.ts';
import { ACCEPTING } from '../../support/builders.ts';

describe('withDefaults', () => {
	it('fills in what a run does not say', () => {
		expect(withDefaults({}, ACCEPTING.defaults)).toEqual({
			deadlineSeconds: 86_400,
			poll: { minSeconds: 5, maxSeconds: 1_800, costSeconds: watchOptionBounds.costSeconds.default },
			replay: false,
			adopted: false,
		});
	});

	it('moves the default of a poll bound that the other bound passes', () => {
		const pollOf = (poll: object) => withDefaults({ poll }, ACCEPTING.defaults).poll;
		expect(pollOf({ maxSeconds: 2 })).toMatchObject({ minSeconds: 2, maxSeconds: 2 });
		expect(pollOf({ minSeconds: 3_600 })).toMatchObject({ minSeconds: 3_600, maxSeconds: 3_600 });
	});
});
