import type { PastName } from './compare.ts';
import type { Summary } from './summary.ts';

interface Target {
	readonly geometricMean?: number;
	readonly mean?: number;
	readonly worst?: number;
	/** Nowhere dearer than the best policy of others. */
	readonly beatsPeers?: true;
}

/** The highest cost as a multiple of the optimum. */
export const targets: Readonly<Partial<Record<PastName, Target>>> = {
	nothing: { geometricMean: 1.65, worst: 3 },
	'other datasets, 0.5 apart': { geometricMean: 1.5 },
	3: { mean: 1.25, beatsPeers: true },
	10: { mean: 1.12, beatsPeers: true },
	30: { mean: 1.06, worst: 1.2, beatsPeers: true },
	100: { beatsPeers: true },
};

/** A sentence for each target that is missed. */
export const missedTargets = (summaries: readonly Summary[]): readonly string[] => [
	...summaries.flatMap(({ past, mean, geometricMean, worst, worstProcess, dearerThanPeer }) => {
		const target = targets[past] ?? {};
		return [
			...isOver('geometric mean', geometricMean, target.geometricMean),
			...isOver('mean', mean, target.mean),
			...isOver(`worst (${worstProcess})`, worst, target.worst),
			...(target.beatsPeers ? dearerThanPeer.map((process) => `a policy of others is cheaper for ${process}`) : []),
		].map((missed) => `past exports ${past}: ${missed}`);
	}),
	...isWorseAfterMore(summaries),
];

const isOver = (what: string, value: number, most: number | undefined): readonly string[] =>
	most !== undefined && value > most ? [`${what} ${value.toFixed(3)}, not ${most}`] : [];

const isWorseAfterMore = (summaries: readonly Summary[]): readonly string[] => {
	const meanAfter = (past: PastName) => summaries.find((summary) => summary.past === past)?.mean ?? Number.NaN;
	return meanAfter('100') > meanAfter('30') ? ['the mean is higher after 100 past exports than after 30'] : [];
};
