import type { PollOptions } from '#contracts/watch.ts';
import { type Distribution, distributions } from './distributions.ts';
import { leastWorstExcess } from './no-policy-can.ts';
import { optimumFor } from './optimum.ts';
import { ours } from './ours.ts';
import { peers } from './peers.ts';
import { durationsOf, type Figures, simulate } from './simulate.ts';

export const SEED = 20_260_301;
export const JOBS = 4_000;
export const HISTORIES = [0, 1, 3, 10, 30] as const;
export const POLL: PollOptions = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };

export interface Row {
	readonly policy: string;
	readonly figures: Figures;
	readonly ratio: number;
}
export interface Result {
	readonly distribution: Distribution;
	readonly rows: readonly Row[];
}

/** Every policy over the same jobs, the optimum first, then ours, then the peers. */
export const compare = (distribution: Distribution): Result => {
	const durations = durationsOf(distribution, JOBS, SEED);
	const optimum = optimumFor(distribution, POLL);
	const policies = [optimum, ...HISTORIES.map((pastExports) => ours(pastExports, POLL)), ...peers];
	const figures = policies.map((policy) => simulate(policy, distribution, durations, POLL.costSeconds, SEED));
	const best = figures[0]?.cost ?? Number.NaN;
	return {
		distribution,
		rows: figures.map((each, index) => ({
			policy: policies[index]?.name ?? '',
			figures: each,
			ratio: each.cost / best,
		})),
	};
};

export const compareAll = (): readonly Result[] => distributions.map(compare);

/** How the list weighs most heavily on a policy without history: found by search; any weights give a valid bound. */
const HARDEST = [0.075, 0.01, 0.2, 0.53, 0.05, 0.07, 0.065];

/** The least by which every policy without history misses 1.6 of the optimum, or its cheapest peer, on some distribution. */
export const leastMiss = (results: readonly Result[], limit: number): number =>
	leastWorstExcess(
		HARDEST.map((weight, index) => {
			const { distribution, rows } = results[index] as Result;
			const optimum = rows[0]?.figures.cost ?? Number.NaN;
			const isMixture = distribution.name.startsWith('mixture');
			const peer = Math.min(...rows.slice(1 + HISTORIES.length).map(({ figures }) => figures.cost));
			return { distribution, weight, limit: isMixture ? peer : Math.min(peer, limit * optimum) };
		}),
		POLL,
	);
