const WEEK = 7 * 86_400;

export const quarterHours = Array.from({ length: 30 }, (_, index) => 900 + 60 * Math.sin(9 * index));

/** Durations in seconds that no real export has, or that say little about the next one. */
export const badHistories: readonly (readonly [string, readonly number[]])[] = [
	['zero durations', [0, 0, 0]],
	['reversed timestamps', [-900, -1]],
	['missing timestamps', [Number.NaN, Number.NaN]],
	['an infinite one', [Number.POSITIVE_INFINITY, 900]],
	['ten thousand', Array.from({ length: 10_000 }, (_, index) => 1 + index)],
	['all equal', Array(50).fill(900)],
	['all of the smallest duration', Array(50).fill(1e-9)],
	['one of a week among quarter hours', [WEEK, ...quarterHours]],
	['one of a week alone', [WEEK]],
	['one beyond all deadlines', [Number.MAX_VALUE]],
	['all of a thousand million seconds', Array(60).fill(1e9)],
	['one of a thousand million seconds', [...quarterHours, 1e9]],
	['alternating extremes', Array.from({ length: 60 }, (_, index) => (index % 2 ? 1e-9 : 1e9))],
	['ten thousand equal ones', Array(10_000).fill(613)],
	['one of a week between minutes', [100, 110, WEEK, 95, 120, 105]],
	['a mixture of all that is wrong', [Number.NaN, -5, 0, 1e9, WEEK, 1e-9, Number.NEGATIVE_INFINITY, 900, Number.NaN]],
];
