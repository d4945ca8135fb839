import { describe, expect, it } from 'vitest';
import { lambdaTask, machine, serveStepFunctions } from '../../../support/served-step-functions.ts';

const texts = { 'text.$': "States.Format('{}: {}', $.path, States.JsonToString($))" };
const input = { path: 'C:\\new\n"x"', n: 1 };
const text = `${input.path}: ${JSON.stringify(input)}`;
const Pass = (fields: object) => ({ Type: 'Pass', ...fields });

describe('a text that an intrinsic makes', () => {
	it.each([
		['the Parameters of a Pass', machine({ Make: Pass({ Parameters: texts, End: true }) }), { text }],
		[
			'a ResultPath',
			machine({ Make: Pass({ Parameters: texts, ResultPath: '$.made', End: true }) }),
			{ ...input, made: { text } },
		],
		[
			'the Parameters of a Task',
			machine({
				Ask: lambdaTask('Ask', {
					Parameters: { FunctionName: 'Ask', Payload: texts },
					OutputPath: '$.Payload',
					End: true,
				}),
			}),
			{ text },
		],
		[
			'a ResultSelector',
			machine({
				Ask: lambdaTask('Ask', { ResultSelector: { 'text.$': "States.Format('{}', $.Payload.path)" }, End: true }),
			}),
			{ text: input.path },
		],
		[
			'an ItemSelector',
			machine({
				Each: {
					Type: 'Map',
					ItemsPath: '$.items',
					ItemSelector: { 'text.$': "States.Format('{}-{}', $$.Map.Item.Value, $$.Map.Item.Index)" },
					ItemProcessor: machine({ Item: Pass({ End: true }) }),
					End: true,
				},
			}),
			[{ text: '\\a-0' }, { text: '\\b-1' }],
		],
		[
			'the input of branches',
			machine({
				Both: {
					Type: 'Parallel',
					Parameters: texts,
					Branches: [
						machine({ One: Pass({ End: true }) }),
						machine({ Two: Pass({ Parameters: { 'in.$': "States.Array(States.Format('{}', $.text))" }, End: true }) }),
					],
					End: true,
				},
			}),
			[{ text }, { in: [text] }],
		],
	])('keeps its backslashes in %s', async (_where, definition, expected) => {
		const { run, history } = await serveStepFunctions({ Texts: definition });
		const given = definition.StartAt === 'Each' ? { items: ['\\a', '\\b'] } : input;

		const { executionArn, status, output } = await run('Texts', given);

		expect({ status, output: JSON.parse(output ?? 'null') }).toEqual({ status: 'SUCCEEDED', output: expected });
		expect(JSON.stringify(await history(executionArn as string))).not.toContain('text intrinsic');
	});

	it.each([
		["States.Format('{} and {}', $.n)", 'got 1 values for the 2 {}'],
		["States.Format('{}', $)", 'use States.JsonToString'],
		['States.Format($.n, 1)', 'needs a text, not 1'],
	])('fails the execution if it cannot be made: %s', async (expression, cause) => {
		const { run } = await serveStepFunctions({
			Texts: machine({ Make: Pass({ Parameters: { 'text.$': expression }, End: true }) }),
		});

		expect(await run('Texts', input)).toMatchObject({
			status: 'FAILED',
			error: 'States.Runtime',
			cause: expect.stringContaining(cause),
		});
	});

	it('fails a Task past its Catch', async () => {
		const { run } = await serveStepFunctions({
			Texts: machine({
				Ask: lambdaTask('Ask', {
					Parameters: { FunctionName: 'Ask', Payload: { 'text.$': "States.Format('{}', $)" } },
					Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
					End: true,
				}),
				Caught: Pass({ End: true }),
			}),
		});

		expect(await run('Texts', input)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
	});
});

describe('a comparison', () => {
	const compare = async (rule: object, x: unknown) => {
		const { run } = await serveStepFunctions({
			Compare: machine({
				Compare: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
				Yes: Pass({ Result: { matches: true }, End: true }),
				No: Pass({ Result: { matches: false }, End: true }),
			}),
		});
		const { output } = await run('Compare', { x, five: 5, b: 'b' });
		return JSON.parse(output as string).matches;
	};

	it.each([
		['null', null],
		['a string', '3'],
		['a boolean', true],
		['an empty list', []],
		['a list with a number', [3]],
	])('of numbers does not match %s', async (_what, x) => {
		expect(await compare({ Variable: '$.x', NumericLessThan: 5 }, x)).toBe(false);
		expect(await compare({ Variable: '$.x', NumericLessThanEqualsPath: '$.five' }, x)).toBe(false);
		expect(await compare({ Variable: '$.x', NumericGreaterThanEquals: 0 }, x)).toBe(false);
		expect(await compare({ Not: { Variable: '$.x', NumericGreaterThan: -1 } }, x)).toBe(true);
	});

	it.each([
		['a number', 1, '5'],
		['null', null, 'x'],
		['a list', ['a'], 'b'],
	])('of texts does not match %s', async (_what, x, limit) => {
		expect(await compare({ Variable: '$.x', StringLessThan: limit }, x)).toBe(false);
	});

	it('of times does not match a number', async () => {
		expect(await compare({ Variable: '$.x', TimestampLessThan: '2026-01-01T00:00:00Z' }, 3)).toBe(false);
	});

	it('matches what it is for', async () => {
		expect(await compare({ Variable: '$.x', NumericLessThan: 5 }, 4)).toBe(true);
		expect(await compare({ Variable: '$.x', StringLessThanPath: '$.b' }, 'a')).toBe(true);
		expect(await compare({ Variable: '$.x', TimestampLessThan: '2026-01-01T00:00:00Z' }, '2025-01-01T00:00:00Z')).toBe(
			true,
		);
		expect(await compare({ And: [{ Or: [{ Variable: '$.x', NumericGreaterThanEquals: 4 }] }] }, 4)).toBe(true);
	});

	it('fails the execution without the variable', async () => {
		const { run } = await serveStepFunctions({
			Compare: machine({
				Compare: { Type: 'Choice', Choices: [{ Variable: '$.x', NumericLessThan: 5, Next: 'Yes' }], Default: 'Yes' },
				Yes: Pass({ End: true }),
			}),
		});
		expect(await run('Compare')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
	});
});
