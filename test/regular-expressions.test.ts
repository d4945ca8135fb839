import { globSync, readFileSync } from 'node:fs';
import { checkSync } from 'recheck';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAst } from 'vitest/node';

/** Where one stands in the sources, as `file:line`, and its pattern and flags. */
type Expression = readonly [place: string, pattern: string, flags: string];

interface Node {
	readonly type: string;
	readonly start: number;
	readonly regex?: { readonly pattern: string; readonly flags: string };
	readonly callee?: { readonly name?: string };
}

const isNode = (value: object): value is Node => 'type' in value;

function* nodesOf(value: unknown): Generator<Node> {
	if (typeof value !== 'object' || value === null) return;
	if (isNode(value)) yield value;
	for (const inner of Object.values(value)) yield* nodesOf(inner);
}

const root = new URL('../', import.meta.url);
const nodes = globSync('{contracts,functions,statemachine}/**/*.ts', { cwd: root })
	.sort()
	.flatMap((file) => {
		const source = readFileSync(new URL(file, root), 'utf8');
		return [...nodesOf(parseAst(source, { lang: 'ts' }, file))].map((node) => {
			const line = source.slice(0, node.start).split('\n').length;
			return { file, place: `${file}:${line}`, ...node };
		});
	});
const literals = nodes.flatMap(({ place, regex }): Expression[] =>
	regex ? [[place, regex.pattern, regex.flags]] : [],
);
const constructorCalls = nodes.filter(({ callee }) => callee?.name === 'RegExp');

/** What `new RegExp(…)` makes while the modules that call it are loaded. */
const construct = async (): Promise<readonly Expression[]> => {
	const constructed: Expression[] = [];
	const note = (pattern: string, flags = '') => {
		const caller = new Error().stack
			?.split('\n')
			.find((frame) => constructorCalls.some(({ place }) => frame.includes(place)));
		const place = constructorCalls.find((call) => caller?.includes(`/${call.place}:`))?.place;
		if (place) constructed.push([place, pattern, flags]);
	};
	const noting = {
		construct: (target: RegExpConstructor, [pattern, flags]: [string, string?]) => {
			note(pattern, flags);
			return new target(pattern, flags);
		},
	};
	vi.resetModules();
	vi.stubGlobal('RegExp', new Proxy(RegExp, noting));
	for (const file of new Set(constructorCalls.map(({ file }) => file))) await import(new URL(file, root).pathname);
	vi.unstubAllGlobals();
	return constructed;
};

/** recheck's automaton guesses nothing: it proves that the time is linear at most, or finds a text for which it is not. */
const isLinear = (pattern: string, flags: string): boolean => {
	const limits = { timeout: 20_000, maxRepeatCount: 5_000, maxNFASize: 1_000_000, maxPatternSize: 10_000 };
	return checkSync(pattern, flags, { checker: 'automaton', ...limits }).status === 'safe';
};

describe('no regular expression of the functions takes more than linear time', () => {
	beforeAll(() => {
		vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure');
	});
	afterAll(() => vi.unstubAllEnvs());

	it.each(literals)('%s /%s/%s', (_place, pattern, flags) => {
		expect(isLinear(pattern, flags)).toBe(true);
	});

	it('nor does one that is constructed, all of them when their modules are loaded', async () => {
		const constructed = await construct();
		expect(new Set(constructed.map(([place]) => place))).toEqual(new Set(constructorCalls.map(({ place }) => place)));
		expect(constructed.filter(([, pattern, flags]) => !isLinear(pattern, flags))).toEqual([]);
	});

	it.each([
		['(a|a)*$', ''],
		['\\/*$', ''],
		[':dataset\\/.*$', ''],
		['^\\s+|\\s+$', 'g'],
	])('the test knows that /%s/%s takes longer', (pattern, flags) => {
		expect(isLinear(pattern, flags)).toBe(false);
	});
});
