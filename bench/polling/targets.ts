import type { Ratio } from '../results.ts';
import type { PastName } from './compare.ts';
import type { Summary } from './summary.ts';

interface Target {
	readonly geometricMean?: number;
	readonly mean?: number;
	readonly highest?: number;
	/** Nowhere dearer than the best policy of others. */
	readonly beatsPeers?: true;
}

/** The most that the cost may be, as a multiple of the optimum. */
export const targets: Readonly<Partial<Record<PastName, Target>>> = {
	nothing: { geometricMean: 1.65, highest: 3 },
	'other datasets, 0.5 apart': { geometricMean: 1.5 },
	3: { mean: 1.25, beatsPeers: true },
	10: { mean: 1.12, beatsPeers: true },
	30: { mean: 1.06, highest: 1.2, beatsPeers: true },
	100: { beatsPeers: true },
};

/** What no policy can be below without past exports. */
export interface Bounds {
	readonly geometricMean: number;
	readonly highest: number;
}

/** How far the geometric mean without past exports may be above that of a schedule which is made for the very list. */
const MOST_TIMES_BOUND = 1.2;

/** Each target with what was measured. */
export const measuredTargets = (summaries: readonly Summary[], bounds: Bounds): readonly Ratio[] => {
	const [first, after30, after100] = (['nothing', '30', '100'] as const).map(
		(past) => summaries.find((summary) => summary.past === past) as Summary,
	) as [Summary, Summary, Summary];
	return [
		...summaries.flatMap((summary) => targetsAfter(summary, summary === first ? bounds : {})),
		{
			name: 'past exports nothing: geometric mean, as a multiple of its bound',
			value: first.geometricMean / bounds.geometricMean,
			most: MOST_TIMES_BOUND,
		},
		{
			name: 'past exports nothing: highest of jobs that do not always take the same time',
			value: first.highestOfVarying,
			most: targets.nothing?.highest as number,
		},
		{
			name: 'mean after 100 past exports, as a multiple of that after 30',
			value: after100.mean / after30.mean,
			most: 1,
		},
	];
};

const targetsAfter = (summary: Summary, bounds: Partial<Bounds>): readonly Ratio[] => {
	const { past, highestProcess, highestOfPeer } = summary;
	const { beatsPeers, ...most } = targets[past] ?? {};
	const kinds = [
		['geometricMean', 'geometric mean'],
		['mean', 'mean'],
		['highest', `highest (${highestProcess})`],
	] as const;
	return [
		...kinds.flatMap(([kind, name]) => {
			const aim = most[kind];
			const bound = kind === 'mean' ? undefined : bounds[kind];
			return aim
				? [{ name: `past exports ${past}: ${name}`, value: summary[kind], most: aim, ...(bound && { bound }) }]
				: [];
		}),
		...(beatsPeers
			? [{ name: `past exports ${past}: highest multiple of the best policy of others`, value: highestOfPeer, most: 1 }]
			: []),
	];
};
