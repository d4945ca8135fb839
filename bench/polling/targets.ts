import { bestPeer, type Result } from './compare.ts';
import { HISTORIES } from './options.ts';

/** The highest cost as a multiple of the optimum, by the number of past exports. */
const TARGETS: ReadonlyMap<number, number> = new Map([
	[0, 1.6],
	[10, 1.25],
	[30, 1.1],
]);
const TARGETS_OF_DRIFT_AND_MIXTURE: ReadonlyMap<number, number> = new Map([[30, 1.4]]);

/** A sentence for each target that is missed; without history, Exportwatch has to be cheaper than every peer, too. */
export const missedTargets = (results: readonly Result[]): readonly string[] =>
	results
		.filter(({ distribution }) => !distribution.isExtra)
		.flatMap((result) => [...missedRatios(result), ...missedPeers(result)]);

const missedRatios = ({ distribution: { name, driftPerExport }, ours }: Result): readonly string[] => {
	const isHarder = driftPerExport > 0 || name.startsWith('mixture');
	const targets = isHarder ? TARGETS_OF_DRIFT_AND_MIXTURE : TARGETS;
	return ours.flatMap(({ ratio }, index) => {
		const pastExports = HISTORIES[index] as number;
		const target = targets.get(pastExports) ?? Number.POSITIVE_INFINITY;
		return ratio > target ? [`${name}, after ${pastExports}: ${ratio.toFixed(3)} of the optimum, not ${target}`] : [];
	});
};

const missedPeers = (result: Result): readonly string[] => {
	const ratio = result.ours[0]?.ratio ?? Number.POSITIVE_INFINITY;
	const peer = bestPeer(result);
	return ratio < peer.ratio
		? []
		: [`${result.distribution.name}, no history: ${ratio.toFixed(3)}, but ${peer.policy} ${peer.ratio.toFixed(3)}`];
};
