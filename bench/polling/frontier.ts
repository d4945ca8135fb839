import { distributions } from './distributions.ts';
import { optimumFor } from './optimum.ts';
import { ours } from './ours.ts';
import { peers } from './peers.ts';
import { POLL, SEED } from './run.ts';
import { durationsOf, type Figures, simulate } from './simulate.ts';

const JOBS = 1_000;
const COSTS = [1, 2, 5, 10, 20, 50, 100, 200, 300];
const SHOWN = ['log-normal, 15 min, σ 0.15', 'log-normal, 60 min, σ 0.2', 'log-normal, 6 h, σ 0.3', 'mixture'];

export interface Frontier {
	readonly distribution: string;
	readonly curves: readonly { readonly name: string; readonly points: readonly Figures[] }[];
	readonly peers: readonly { readonly name: string; readonly figures: Figures }[];
}

/** What can be had in looks for what in delay: a curve for each policy that takes a cost of a look, a point for others. */
export const frontiers = (): readonly Frontier[] =>
	distributions
		.filter(({ name }) => SHOWN.some((shown) => name.startsWith(shown)))
		.map((distribution) => {
			const durations = durationsOf(distribution, JOBS, SEED);
			const withCosts = (policyFor: (poll: typeof POLL) => Parameters<typeof simulate>[0]) =>
				COSTS.map((costSeconds) =>
					simulate(policyFor({ ...POLL, costSeconds }), distribution, durations, costSeconds, SEED),
				);
			return {
				distribution: distribution.name,
				curves: [
					{ name: 'optimum', points: withCosts((poll) => optimumFor(distribution, poll)) },
					{ name: 'after 30 exports', points: withCosts((poll) => ours(30, poll)) },
					{ name: 'after 3 exports', points: withCosts((poll) => ours(3, poll)) },
					{ name: 'no history', points: withCosts((poll) => ours(0, poll)) },
				],
				peers: peers.map((peer) => ({
					name: peer.name,
					figures: simulate(peer, distribution, durations, POLL.costSeconds, SEED),
				})),
			};
		});
