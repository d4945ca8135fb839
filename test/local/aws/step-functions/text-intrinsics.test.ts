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
