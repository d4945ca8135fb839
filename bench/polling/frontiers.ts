import type { PollOptions } from '#contracts/watch.ts';
import { distributions } from './distributions.ts';
import { exportwatch } from './exportwatch.ts';
import { optimumFor } from './optimum.ts';
import { POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import { drawDurations, type Figures, type Policy, simulate } from './simulate.ts';

const EXPORTS = 1_000;
const COSTS = [1, 2, 5, 10, 20, 50, 100, 200, 300];
const SHOWN = ['log-normal, 15 min, σ 0.15', 'log-normal, 60 min, σ 0.2', 'log-normal, 6 h, σ 0.3', 'mixture'];

export interface Frontier {
	readonly distribution: string;
	readonly curves: readonly { readonly name: string; readonly points: readonly Figures[] }[];
	readonly peers: readonly { readonly name: string; readonly figures: Figures }[];
}

/** Polls against delay: a curve over `costSeconds` for the optimum and for Exportwatch, a point for each peer. */
export const frontiers = (): readonly Frontier[] =>
	distributions
		.filter(({ name }) => SHOWN.some((shown) => name.startsWith(shown)))
		.map((distribution) => {
			const durations = drawDurations(distribution, EXPORTS, SEED);
			const curve = (name: string, policyFor: (poll: PollOptions) => Policy) => ({
				name,
				points: COSTS.map((costSeconds) =>
					simulate(policyFor({ ...POLL, costSeconds }), distribution, durations, costSeconds, SEED),
				),
			});
			return {
				distribution: distribution.name,
				curves: [
					curve('optimum', (poll) => optimumFor(distribution, poll)),
					curve('Exportwatch, 30 exports', (poll) => exportwatch(30, poll)),
					curve('Exportwatch, 3 exports', (poll) => exportwatch(3, poll)),
					curve('Exportwatch, no history', (poll) => exportwatch(0, poll)),
				],
				peers: peers.map((peer) => ({
					name: peer.name,
					figures: simulate(peer, distribution, durations, POLL.costSeconds, SEED),
				})),
			};
		});
