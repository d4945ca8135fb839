import { expectedFigures, type Figures, type Wait } from './expected-cost.ts';
import { learn, waitsOfExportwatch } from './exportwatch.ts';
import { optimumFor } from './optimum.ts';
import { POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import { type Process, processes } from './processes.ts';
import { createRandom } from './random.ts';

const WATCHES = 20;
const COSTS = [1, 2, 5, 10, 20, 50, 100, 200, 300];
const SHOWN = ['log-normal, 15 min', 'log-normal, 60 min', 'log-normal, 6 h', 'two kinds: 12 min'];

export interface Frontier {
	readonly process: string;
	readonly curves: readonly { readonly name: string; readonly points: readonly Figures[] }[];
	readonly peers: readonly { readonly name: string; readonly figures: Figures }[];
}

/** Polls against delay: a curve over `costSeconds` for the optimum and for Exportwatch, a point for each peer. */
export const frontiers = (): readonly Frontier[] =>
	processes.filter(({ name }) => SHOWN.some((shown) => name.startsWith(shown))).map(frontierOf);

const frontierOf = (process: Process): Frontier => {
	const law = process.lawAt(0, 0);
	const random = createRandom(SEED, `frontier ${process.name}`);
	const pointOf = (start: () => Wait): Figures => {
		const all = Array.from({ length: WATCHES }, () => expectedFigures(start(), law, POLL.costSeconds));
		const meanOf = (figure: keyof Figures) => all.reduce((sum, figures) => sum + figures[figure], 0) / WATCHES;
		return { polls: meanOf('polls'), delaySeconds: meanOf('delaySeconds'), cost: meanOf('cost') };
	};
	const exportwatch = (name: string, exports: number) => ({
		name,
		points: COSTS.map((costSeconds) =>
			pointOf(() => waitsOfExportwatch(learn(process, exports, { exports }, random), { ...POLL, costSeconds }, random)),
		),
	});
	return {
		process: process.name,
		curves: [
			{
				name: 'optimum',
				points: COSTS.map((costSeconds) =>
					expectedFigures(optimumFor(law, { ...POLL, costSeconds }), law, POLL.costSeconds),
				),
			},
			exportwatch('Exportwatch, 30 exports', 30),
			exportwatch('Exportwatch, 3 exports', 3),
			exportwatch('Exportwatch, no history', 0),
		],
		peers: peers.map(({ name, waits }) => ({ name, figures: pointOf(() => waits(random)) })),
	};
};
