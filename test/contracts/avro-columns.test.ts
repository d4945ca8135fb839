import { describe, expect, it } from 'vitest';
import { schemaOf } from '#contracts/avro-columns.ts';

describe('the columns of an Avro schema', () => {
	it('are optional if their type is a union with null, and text if their type is not known', () => {
		const fields = [
			{ name: 'A', type: 'string' },
			{ name: 'B', type: ['null', 'long'] },
			{ name: 'C', type: ['int', 'float'] },
			{ name: 'D', type: 'boolean' },
		];
		expect(schemaOf('arn', JSON.stringify({ fields })).columns.map(({ type, required }) => [type, required])).toEqual([
			['VARCHAR', true],
			['BIGINT', false],
			['VARCHAR', true],
			['BOOLEAN', true],
		]);
	});

	it('are none, with a reason, if the schema cannot be read', () => {
		expect(schemaOf('arn', 'no json')).toMatchObject({ columns: [], unread: expect.any(String) });
	});
});
