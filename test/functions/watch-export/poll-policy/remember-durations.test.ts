import { describe, expect, it } from 'vitest';
import { type Memory, rememberDurations } from '#functions/watch-export/poll-policy/remember-durations.ts';

/** A list that is read at these minutes, for these datasets; returns which reads asked for it. */
const asked = async (reads: readonly (readonly [minute: number, dataset?: string])[], durations: readonly number[]) => {
	const memory: Memory = new Map();
	const calls: (string | undefined)[] = [];
	for (const [minute, dataset] of reads) {
		const list = async (datasetArn?: string) => {
			calls.push(datasetArn);
			return durations;
		};
		expect(await rememberDurations(memory, list, () => new Date(minute * 60_000))(dataset)).toEqual(durations);
	}
	return calls;
};

describe('the list of past exports', () => {
	it('is asked for once by watches that begin together', async () => {
		expect(
			await asked(
				[
					[0, 'a'],
					[0, 'a'],
					[4, 'a'],
				],
				[900],
			),
		).toEqual(['a']);
	});

	it('is asked for again after some minutes', async () => {
		expect(
			await asked(
				[
					[0, 'a'],
					[6, 'a'],
				],
				[900],
			),
		).toEqual(['a', 'a']);
	});

	it('is remembered for each dataset and for the account', async () => {
		expect(await asked([[0, 'a'], [0, 'b'], [0], [1, 'b'], [1]], [900])).toEqual(['a', 'b', undefined]);
	});

	it('is asked for again if it was empty', async () => {
		expect(
			await asked(
				[
					[0, 'a'],
					[1, 'a'],
				],
				[],
			),
		).toEqual(['a', 'a']);
	});
});
