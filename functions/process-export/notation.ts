import type { ColumnType } from '#contracts/dataset-run.ts';

/**
 * How the cells of a type are written. Both DuckDB (`regexp_full_match`, in the SQL of a conversion) and JavaScript
 * (`isOfType`) read these patterns, so that a cell fits or does not, whichever way its file takes. DuckDB's casts alone
 * accept more (`0x10`, `1_000`) and round (`25e-1`). No pattern takes more than linear time.
 */
interface Notation {
	/** For a whole cell; spaces around it do not count. */
	readonly pattern: string;
	readonly matches: (cell: string) => boolean;
}

const notationOf = (inner: string): Notation => {
	const pattern = ` *${inner} *`;
	const regExp = new RegExp(`^${pattern}$`);
	return { pattern, matches: (cell) => regExp.test(cell) };
};
/** One of some words, in small or capital letters. */
const wordsOf = (...words: readonly string[]): string => {
	const caseless = words.map((word) => word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`));
	return `(?:${caseless.join('|')})`;
};

export const WHOLE_NUMBER = notationOf('[+-]?[0-9]+(?:[.]0*)?');
export const DECIMAL_NUMBER = notationOf('[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?');
export const NOT_FINITE = notationOf(`[+-]?${wordsOf('nan', 'inf', 'infinity')}`);
export const TRUTH = notationOf(wordsOf('true', 'false', 'yes', 'no', 't', 'f', 'y', 'n', '1', '0'));

/** From this absolute value on, as a double, a decimal number is infinite in the type. For FLOAT it is 2^128 − 2^103. */
export const LIMITS = { FLOAT: 3.4028235677973366e38, DOUBLE: Number.POSITIVE_INFINITY } as const;

const isWholeWithin = (bits: bigint) => (cell: string) => {
	if (!WHOLE_NUMBER.matches(cell)) return false;
	const [, sign = '', digits = ''] = /^ *([+-]?)0*([0-9]*)/.exec(cell) ?? [];
	// No more than 64 bits can hold; BigInt takes long for very long numbers.
	if (digits.length > 19) return false;
	const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
	return value >= -(1n << (bits - 1n)) && value < 1n << (bits - 1n);
};
const isNumberBelow = (limit: number) => (cell: string) =>
	DECIMAL_NUMBER.matches(cell) ? Math.abs(Number(cell)) < limit : NOT_FINITE.matches(cell);

const fits: Readonly<Record<Exclude<ColumnType, 'VARCHAR'>, (cell: string) => boolean>> = {
	INTEGER: isWholeWithin(32n),
	BIGINT: isWholeWithin(64n),
	FLOAT: isNumberBelow(LIMITS.FLOAT),
	DOUBLE: isNumberBelow(LIMITS.DOUBLE),
	BOOLEAN: TRUTH.matches,
};

/** Whether a cell is a value of the type. A VARCHAR may be anything. */
export const isOfType = (cell: string, type: ColumnType): boolean => type === 'VARCHAR' || fits[type](cell);
