/** DuckDB gives these as text, because JavaScript's numbers cannot hold all of them. */
const INTEGER = /^U?(BIGINT|HUGEINT)$/;
const DECIMAL = /^DECIMAL/;

/** A value of DuckDB's JSON as a number where it is one, and a FLOAT with the digits that are its own. */
export const readCell = (value: unknown, type: string): unknown => {
	if (type === 'FLOAT' && typeof value === 'number') return shortestFloat(value);
	if (typeof value !== 'string') return value;
	if (INTEGER.test(type)) {
		const integer = BigInt(value);
		return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
	}
	return DECIMAL.test(type) ? Number(value) : value;
};

/** 0.1 as a FLOAT is 0.10000000149011612 as a double: the fewest digits that give the same FLOAT are those that were written. */
const shortestFloat = (value: number): number => {
	for (let digits = 1; digits < 9; digits += 1) {
		const shorter = Number(value.toPrecision(digits));
		if (Math.fround(shorter) === value) return shorter;
	}
	return value;
};
