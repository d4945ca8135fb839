import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../docs/contracts/', import.meta.url);
const released = readdirSync(new URL('released/', folder));

interface Schema {
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly anyOf?: readonly Schema[];
	readonly enum?: readonly string[];
	readonly [keyword: string]: unknown;
}

const readSchema = (file: string): Schema => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** What a reader could rely on, and no longer can: a line each. A new field breaks nobody, nor does a new value. */
const broken = (before: Schema, after: Schema | undefined, at: string): readonly string[] => {
	if (!after) return [`${at} is gone`];
	const changed = ['type', 'const', 'format', 'pattern']
		.filter((keyword) => before[keyword] !== after[keyword])
		.map((keyword) => `${at} has another ${keyword}`);
	const optional = (before.required ?? []).filter((name) => !after.required?.includes(name));
	const withoutValues = (before.enum ?? []).filter((value) => !after.enum?.includes(value));
	return [
		...changed,
		...optional.map((name) => `${at}.${name} may be missing`),
		...withoutValues.map((value) => `${at} is never ${value}`),
		...Object.entries(before.properties ?? {}).flatMap(([name, property]) =>
			broken(property, after.properties?.[name], `${at}.${name}`),
		),
		...(before.items ? broken(before.items, after.items, `${at}[]`) : []),
		...(before.anyOf ?? []).flatMap((one, index) => broken(one, after.anyOf?.[index], `${at}|${index}`)),
	];
};

describe('a reader of the last release can rely on', () => {
	it.each(released)('%s', (file) => {
		expect(broken(readSchema(`released/${file}`), readSchema(file), '$')).toEqual([]);
	});

	it('the test, which names what is gone, optional, renamed or of another type', () => {
		const record = readSchema('export-job-record.schema.json');
		const { jobName, ...properties } = record.properties ?? {};
		expect(jobName).toBeDefined();
		const required = record.required?.filter((name) => name !== 'outcome') ?? [];
		const after = { ...record, required, properties: { ...properties, recordedAt: { type: 'number' } } };
		expect(broken(record, after, '$')).toEqual(
			expect.arrayContaining(['$.jobName is gone', '$.outcome may be missing', '$.recordedAt has another type']),
		);
	});
});
