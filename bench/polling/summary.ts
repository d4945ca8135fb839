import { sumOf } from '#functions/shared/sum-of.ts';
import { bestPeer, type PastName, pasts, type Result } from './compare.ts';

/** Over some processes, the cost as a multiple of the optimum. */
export interface Summary {
	readonly past: PastName;
	readonly mean: number;
	/** Standard error of the mean, from the histories that were drawn. */
	readonly error: number;
	readonly geometricMean: number;
	readonly highest: number;
	readonly highestProcess: string;
	/** Without the jobs that always take the same time. */
	readonly highestOfVarying: number;
	/** The highest cost as a multiple of that of the best policy of others. */
	readonly highestOfPeer: number;
	/** The processes on which that is above one. */
	readonly dearerThanPeer: number;
}

export const summarise = (results: readonly Result[]): readonly Summary[] =>
	pasts.map(({ name }) => {
		const rows = results.map((result) => ({
			process: result.process,
			ofPeer: result.ours[name].ratio / bestPeer(result).ratio,
			...result.ours[name],
		}));
		const highest = rows.reduce((one, other) => (other.ratio > one.ratio ? other : one));
		return {
			past: name,
			mean: sumOf(rows, ({ ratio }) => ratio) / rows.length,
			error: Math.sqrt(sumOf(rows, ({ error }) => error ** 2)) / rows.length,
			geometricMean: Math.exp(sumOf(rows, ({ ratio }) => Math.log(ratio)) / rows.length),
			highest: highest.ratio,
			highestProcess: highest.process.name,
			highestOfVarying: Math.max(...rows.map(({ process, ratio }) => (process.isConstant ? 1 : ratio))),
			highestOfPeer: Math.max(...rows.map(({ ofPeer }) => ofPeer)),
			dearerThanPeer: rows.filter(({ ofPeer }) => ofPeer > 1).length,
		};
	});
