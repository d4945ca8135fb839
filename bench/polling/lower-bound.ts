import { sumOf } from '#functions/shared/sum-of.ts';
import { expectedFigures } from './expected-cost.ts';
import { always, type Law, mixture } from './laws.ts';
import { optimumFor } from './optimum.ts';
import { POLL } from './options.ts';
import type { Process } from './processes.ts';

/*
 * What nobody can do better without past exports. A policy that knows a list of laws, but not which of them it meets, follows
 * one schedule. For given shares of the laws, dynamic programming finds the schedule with the least mean ratio of cost to
 * optimum: it is the optimum for the mixture of the laws with the weights share / optimum.
 */

interface Case {
	readonly law: Law;
	readonly optimum: number;
}

const caseOf = (law: Law): Case => ({
	law,
	optimum: expectedFigures(optimumFor(law, POLL), law, POLL.costSeconds).cost,
});
const firstExports = (processes: readonly Process[]): readonly Case[] =>
	processes.map(({ lawAt }) => caseOf(lawAt(0, 0)));

/** The ratio for each law, of the schedule with the least mean of them under these shares. */
const ratiosFor = (cases: readonly Case[], shares: readonly number[]): readonly number[] => {
	const weights = cases.map(({ optimum }, index) => at(shares, index) / optimum);
	const total = sumOf(weights, (weight) => weight);
	const parts = cases.map(({ law }, index) => ({ law, share: at(weights, index) / total }));
	const schedule = optimumFor(mixture(...parts), POLL);
	return cases.map(({ law, optimum }) => expectedFigures(schedule, law, POLL.costSeconds).cost / optimum);
};

/** The least mean ratio. */
export const leastMean = (processes: readonly Process[]): number => {
	const cases = firstExports(processes);
	return (
		sumOf(
			ratiosFor(
				cases,
				cases.map(() => 1),
			),
			(ratio) => ratio,
		) / cases.length
	);
};

const ROUNDS_OF_GEOMETRIC_MEAN = 6;

/**
 * The least geometric mean that was found. The logarithm is concave, so each round, with shares of one over the ratios of the
 * last, lowers it (majorise and minimise); 25 random beginnings led no lower for the half of the report.
 */
export const leastGeometricMean = (processes: readonly Process[]): number => {
	const cases = firstExports(processes);
	let ratios = ratiosFor(
		cases,
		cases.map(() => 1),
	);
	for (let round = 1; round < ROUNDS_OF_GEOMETRIC_MEAN; round += 1) {
		ratios = ratiosFor(
			cases,
			ratios.map((ratio) => 1 / ratio),
		);
	}
	return Math.exp(sumOf(ratios, Math.log) / ratios.length);
};

const LAWS_OF_CONSTANT = 120;
const ROUNDS_OF_HIGHEST = 60;
const [SHORTEST_SECONDS, LONGEST_SECONDS] = [40, 12 * 3_600];

/**
 * The least that the highest ratio can be if a job always takes the same time, anything from 40 s to 12 h: whatever the
 * shares of these laws are, no policy, not even a random one, has a lower mean than their best schedule, so none has a lower
 * maximum. Shares that grow with the ratios (Freund and Schapire, 1999) make this bound high.
 */
export const leastHighestOfConstants = (): number => {
	const span = LONGEST_SECONDS / SHORTEST_SECONDS;
	const cases = Array.from({ length: LAWS_OF_CONSTANT }, (_, index) =>
		caseOf(always(Math.round(SHORTEST_SECONDS * span ** (index / (LAWS_OF_CONSTANT - 1))))),
	);
	let shares: readonly number[] = cases.map(() => 1 / cases.length);
	let bound = 0;
	for (let round = 1; round <= ROUNDS_OF_HIGHEST; round += 1) {
		const ratios = ratiosFor(cases, shares);
		bound = Math.max(
			bound,
			sumOf(ratios.keys().toArray(), (index) => at(shares, index) * at(ratios, index)),
		);
		const grown = shares.map((share, index) => share * Math.exp(at(ratios, index) / (2 * Math.sqrt(round))));
		const total = sumOf(grown, (share) => share);
		shares = grown.map((share) => share / total);
	}
	return bound;
};

const at = (values: readonly number[], index: number): number => values[index] as number;
