import { expect, it } from 'vitest';
import { readCell } from '#client/query-cells.ts';

it.each([
	['BIGINT', '12', 12],
	['BIGINT', '9007199254740993', 9_007_199_254_740_993n],
	['UHUGEINT', '340282366920938463463374607431768211455', 340_282_366_920_938_463_463_374_607_431_768_211_455n],
	['DECIMAL(4,2)', '1.50', 1.5],
	['FLOAT', Math.fround(0.1), 0.1],
	['FLOAT', Math.fround(16_777_216), 16_777_216],
	['DOUBLE', 0.1, 0.1],
	['VARCHAR', '007', '007'],
	['BIGINT', null, null],
	['FLOAT', 'NaN', 'NaN'],
])('reads a %s as %j as a value of its own', (type, value, expected) => {
	expect(readCell(value, type)).toBe(expected);
});
