import { type Distribution, distributions } from './distributions.ts';
import { exportwatch } from './exportwatch.ts';
import { lowerBoundOfWorstRatio } from './lower-bound.ts';
import { optimumFor } from './optimum.ts';
import { EXPORTS, HISTORIES, POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import { drawDurations, type Figures, simulate } from './simulate.ts';

export interface Row {
	readonly policy: string;
	readonly figures: Figures;
	/** Of its cost to that of the optimum. */
	readonly ratio: number;
}

export interface Result {
	readonly distribution: Distribution;
	readonly optimum: Row;
	/** In the order of HISTORIES. */
	readonly ours: readonly Row[];
	readonly peers: readonly Row[];
}

/** Every policy on the same exports. */
const compare = (distribution: Distribution): Result => {
	const durations = drawDurations(distribution, EXPORTS, SEED);
	const run = (policy: Parameters<typeof simulate>[0]) =>
		simulate(policy, distribution, durations, POLL.costSeconds, SEED);
	const optimum = optimumFor(distribution, POLL);
	const least = run(optimum);
	const rowOf = (policy: Parameters<typeof simulate>[0], figures = run(policy)): Row => ({
		policy: policy.name,
		figures,
		ratio: figures.cost / least.cost,
	});
	return {
		distribution,
		optimum: rowOf(optimum, least),
		ours: HISTORIES.map((pastExports) => rowOf(exportwatch(pastExports, POLL))),
		peers: peers.map((peer) => rowOf(peer)),
	};
};

export const compareAll = (): readonly Result[] => distributions.map(compare);

export const bestPeer = ({ peers }: Result): Row => peers.reduce((best, row) => (row.ratio < best.ratio ? row : best));

/** The weights of the first distributions that give the highest bound. Found by search; any weights give a valid one. */
const WEIGHTS = [0.075, 0.01, 0.2, 0.53, 0.05, 0.07, 0.065];

/** The least factor by which any policy without history exceeds its limit on some distribution: `limit` or its best peer. */
export const leastExcess = (results: readonly Result[], limit: number): number =>
	lowerBoundOfWorstRatio(
		WEIGHTS.map((weight, index) => {
			const result = results[index] as Result;
			const peer = bestPeer(result).figures.cost;
			const isMixture = result.distribution.name.startsWith('mixture');
			return {
				distribution: result.distribution,
				weight,
				limit: isMixture ? peer : Math.min(peer, limit * result.optimum.figures.cost),
			};
		}),
		POLL,
	);
