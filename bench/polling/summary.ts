import { sumOf } from '#functions/shared/sum-of.ts';
import { bestPeer, type PastName, pasts, type Result } from './compare.ts';

/** Over some processes, the cost as a multiple of the optimum. */
export interface Summary {
	readonly past: PastName;
	readonly mean: number;
	/** Standard error of the mean, from the histories that were drawn. */
	readonly error: number;
	readonly geometricMean: number;
	readonly worst: number;
	readonly worstProcess: string;
	/** Processes on which the best policy of others is cheaper. */
	readonly dearerThanPeer: readonly string[];
}

export const summarise = (results: readonly Result[]): readonly Summary[] =>
	pasts.map(({ name }) => {
		const rows = results.map((result) => ({
			process: result.process.name,
			peer: bestPeer(result),
			...result.ours[name],
		}));
		const worst = rows.reduce((one, other) => (other.ratio > one.ratio ? other : one));
		return {
			past: name,
			mean: sumOf(rows, ({ ratio }) => ratio) / rows.length,
			error: Math.sqrt(sumOf(rows, ({ error }) => error ** 2)) / rows.length,
			geometricMean: Math.exp(sumOf(rows, ({ ratio }) => Math.log(ratio)) / rows.length),
			worst: worst.ratio,
			worstProcess: worst.process,
			dearerThanPeer: rows.filter(({ ratio, peer }) => ratio > peer.ratio).map(({ process }) => process),
		};
	});
