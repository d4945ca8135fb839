import { sumOf } from '#functions/shared/sum-of.ts';
import { expectedFigures, type Figures, type Wait } from './expected-cost.ts';
import { learn, type Past, waitsOfExportwatch } from './exportwatch.ts';
import type { Law } from './laws.ts';
import { optimumFor } from './optimum.ts';
import { HISTORIES, POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import { type Process, processes } from './processes.ts';
import { createRandom, type Random } from './random.ts';

/** What the watches of the bench can learn from. */
export const pasts = [
	{ name: 'nothing', past: { exports: 0 } },
	{ name: 'other datasets, 0.5 apart', past: { othersDifferBy: 0.5 } },
	{ name: 'other datasets, 1.5 apart', past: { othersDifferBy: 1.5 } },
	{ name: '1', past: { exports: 1 } },
	{ name: '3', past: { exports: 3 } },
	{ name: '10', past: { exports: 10 } },
	{ name: '30', past: { exports: 30 } },
	{ name: '100', past: { exports: 100 } },
] as const satisfies readonly { readonly name: string; readonly past: Past }[];
export type PastName = (typeof pasts)[number]['name'];

export interface Row {
	readonly policy: string;
	readonly figures: Figures;
	/** Of its cost to that of the optimum. */
	readonly ratio: number;
	/** Standard error of the ratio. */
	readonly error: number;
}

export interface Result {
	readonly process: Process;
	/** After the longest history. */
	readonly optimum: Figures;
	readonly ours: Readonly<Record<PastName, Row>>;
	readonly peers: readonly Row[];
}

/** A law with what its optimum costs. */
interface Watched {
	/** Exports before this one. */
	readonly before: number;
	readonly law: Law;
	readonly optimum: Figures;
}

/** The exports that may be watched after so many: one for each phase of the process. */
const watchedAfter = (process: Process, exports: number): readonly Watched[] =>
	Array.from({ length: process.period }, (_, phase) => {
		const law = process.lawAt(exports + phase, exports + phase);
		return {
			before: exports + phase,
			law,
			optimum: expectedFigures(optimumFor(law, POLL), law, POLL.costSeconds),
		};
	});

/** The ratio of the mean costs over so many watches, with its standard error. */
const measure = (
	policy: string,
	watched: readonly Watched[],
	watches: number,
	start: (watched: Watched) => Wait,
): Row => {
	const pairs = Array.from({ length: watches }, (_, index) => {
		const each = watched[index % watched.length] as Watched;
		return { figures: expectedFigures(start(each), each.law, POLL.costSeconds), optimum: each.optimum.cost };
	});
	const meanOf = (figureOf: (pair: (typeof pairs)[number]) => number) => sumOf(pairs, figureOf) / watches;
	const optimum = meanOf((pair) => pair.optimum);
	const cost = meanOf(({ figures }) => figures.cost);
	const ratio = cost / optimum;
	const variance = meanOf((pair) => (pair.figures.cost - ratio * pair.optimum) ** 2) / (watches - 1);
	return {
		policy,
		figures: {
			polls: meanOf(({ figures }) => figures.polls),
			delaySeconds: meanOf(({ figures }) => figures.delaySeconds),
			cost,
		},
		ratio,
		error: Math.sqrt(variance) / optimum,
	};
};

const exportsOf = (past: Past): number => ('exports' in past ? past.exports : 0);

const compare = (process: Process): Result => {
	const memory = new Map<number, readonly Watched[]>();
	const watchedAt = (exports: number): readonly Watched[] => {
		const watched = memory.get(exports) ?? watchedAfter(process, exports);
		memory.set(exports, watched);
		return watched;
	};
	const random = (name: string): Random => createRandom(SEED, `${name} ${process.name}`);
	const ours = pasts.map(({ name, past }) => {
		const draws = random(name);
		const start = ({ before }: Watched) => waitsOfExportwatch(learn(process, before, past, draws), POLL, draws);
		return [name, measure(`Exportwatch after ${name}`, watchedAt(exportsOf(past)), HISTORIES, start)];
	});
	const last = watchedAt(Math.max(...pasts.map(({ past }) => exportsOf(past))));
	return {
		process,
		optimum: (last[0] as Watched).optimum,
		ours: Object.fromEntries(ours) as Record<PastName, Row>,
		peers: peers.map(({ name, waits }) => {
			const draws = random(name);
			return measure(name, last, 10 * last.length, () => waits(draws));
		}),
	};
};

export const compareAll = (): readonly Result[] => processes.map(compare);

export const bestPeer = ({ peers }: Pick<Result, 'peers'>): Row =>
	peers.reduce((best, row) => (row.ratio < best.ratio ? row : best));
