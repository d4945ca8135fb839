import { HISTORIES, type Result } from './run.ts';
import { bestPeer } from './table.ts';

/** The most that ours may cost, of the optimum, after so many past exports; undefined where nothing was asked. */
const targets = new Map([
	[0, 1.6],
	[10, 1.25],
	[30, 1.1],
]);
const DRIFT_AND_MIXTURE = new Map([[30, 1.4]]);

/** What was to be reached and was not, in words. */
export const missedTargets = (results: readonly Result[]): readonly string[] =>
	results
		.filter(({ distribution }) => !distribution.isExtra)
		.flatMap(({ distribution, rows }) => {
			const isEasier = distribution.driftPerExport > 0 || distribution.name.startsWith('mixture');
			const own = HISTORIES.map((pastExports, index) => ({ pastExports, ratio: rows[index + 1]?.ratio ?? 0 }));
			const tooDear = own.flatMap(({ pastExports, ratio }) => {
				const target = (isEasier ? DRIFT_AND_MIXTURE : targets).get(pastExports);
				if (target === undefined || ratio <= target) return [];
				return [`${distribution.name}, after ${pastExports}: ${ratio.toFixed(3)} of the optimum, not ${target}`];
			});
			const peer = bestPeer(rows);
			const beaten = (own[0]?.ratio ?? 0) < peer.ratio;
			return beaten
				? tooDear
				: [
						...tooDear,
						`${distribution.name}, no history: ${own[0]?.ratio.toFixed(3)}, but ${peer.policy} ${peer.ratio.toFixed(3)}`,
					];
		});
