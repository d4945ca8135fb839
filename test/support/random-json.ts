import type { Random } from '../../local/aws/personalize/demo-data/random.ts';

/** Values that JSON allows and code seldom expects. `1e999` is a number of JSON; JavaScript reads it as Infinity. */
const scalars: readonly unknown[] = [
	null,
	true,
	false,
	0,
	-0,
	7,
	-1,
	0.1,
	2 ** 53,
	Number.MAX_VALUE,
	Number.POSITIVE_INFINITY,
	'',
	' ',
	'7',
	'\u0000',
	'"\\',
	'\uD800',
	'a\uDC00',
	'😀'.repeat(300),
	'__proto__',
	'constructor',
	'toString',
	'/'.repeat(20_000),
	'x'.repeat(20_000),
];

/** Keys that objects have anyway. */
const inheritedKeys = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then', 'length'];

/** `{"a":{"a":…}}` or `[[…]]`, so many levels deep. */
export const nested = (levels: number, key?: string): unknown => {
	let value: unknown = key === undefined ? [] : {};
	for (let level = 1; level < levels; level += 1)
		value = key === undefined ? [value] : Object.fromEntries([[key, value]]);
	return value;
};

/** Any value of JSON; objects have these keys, keys that every object inherits, and others. */
export const randomJson = (random: Random, keys: readonly string[], depth = 4): unknown => {
	const kind = random.fraction();
	if (depth === 0 || kind < 0.35) return random.pick(scalars);
	if (kind < 0.37) return nested(random.integer(1, 5_000), random.pick([undefined, ...keys]));
	if (kind < 0.38) return new Array(random.integer(0, 2_000)).fill(random.pick(scalars.slice(0, 15)));
	const items = Array.from({ length: random.integer(0, 5) }, () => randomJson(random, keys, depth - 1));
	if (kind < 0.55) return items;
	return Object.fromEntries(items.map((item) => [random.pick([...keys, ...inheritedKeys, '', 'novel']), item]));
};

/** The value with something else in one place: another value, another key, or one key more. */
export const mutate = (random: Random, keys: readonly string[], value: unknown): unknown => {
	const other = randomJson(random, keys, 2);
	if (typeof value !== 'object' || value === null || random.fraction() < 0.1) return other;
	if (Array.isArray(value)) return value.length === 0 ? [other] : value.map((item) => mutate(random, keys, item));
	const entries = Object.entries(value);
	if (entries.length === 0 || random.fraction() < 0.3) {
		return Object.fromEntries([...entries, [random.pick([...keys, ...inheritedKeys]), other]]);
	}
	const [chosen] = random.pick(entries);
	return Object.fromEntries(entries.map(([key, inner]) => [key, key === chosen ? mutate(random, keys, inner) : inner]));
};
