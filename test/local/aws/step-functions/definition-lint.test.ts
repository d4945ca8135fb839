import { describe, expect, it } from 'vitest';
import { lintDefinition } from '../../../../local/aws/step-functions/definition-lint.ts';
import { createStepFunctions } from '../../../../local/aws/step-functions/service.ts';
import { lambdaTask, machine } from '../../../support/served-step-functions.ts';

/** As read from a file: what is undefined is not there. */
const lint = (definition: unknown) => lintDefinition(JSON.parse(JSON.stringify(definition)));
const ended = { Type: 'Succeed' };

const task = (fields: object) => machine({ Ask: lambdaTask('Ask', { ...fields, End: true }) });
const pass = (fields: object) => machine({ Ask: { Type: 'Pass', ...fields, End: true } });
const map = (fields: object) =>
	machine({ Ask: { Type: 'Map', ItemProcessor: machine({ Item: ended }), ...fields, End: true } });
const choice = (rule: object) =>
	machine({ Ask: { Type: 'Choice', Choices: [{ ...rule, Next: 'Ended' }] }, Ended: ended });
const nested = (fields: object) => machine({ Around: { Type: 'Parallel', Branches: [pass(fields)], End: true } });

describe('the lint of a definition', () => {
	it('passes a definition that uses what the engine does right', () => {
		const definition = machine({
			Ask: lambdaTask('Ask', {
				ResultSelector: { 'status.$': '$.Payload.status', 'text.$': "States.Format('{}', $.Payload.n)", price: '$5' },
				ResultPath: '$.answer',
				Retry: [
					{ ErrorEquals: ['A', 'B'], JitterStrategy: 'FULL', MaxDelaySeconds: 60, MaxAttempts: 90 },
					{ ErrorEquals: ['States.ALL'] },
				],
				Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Each' }],
				Next: 'Each',
			}),
			Each: {
				Type: 'Map',
				ItemsPath: '$.items',
				ItemSelector: { 'item.$': '$$.Map.Item.Value', 'by.$': '$$.Execution.Name' },
				ItemProcessor: machine({
					Look: { Type: 'Choice', Choices: [{ Not: { Variable: '$.x', IsPresent: true }, Next: 'Seen' }] },
					Seen: ended,
				}),
				ToleratedFailurePercentage: 5,
				ResultPath: null,
				Next: 'Failed',
			},
			Failed: { Type: 'Fail', ErrorPath: '$.error.Error', Cause: 'as it is' },
		});

		expect(lint(definition)).toEqual([]);
	});

	it.each([
		['an invalid definition', machine({ Ask: { Type: 'Pass', Next: 'Nowhere' } }), /MISSING_TRANSITION_TARGET/],
		['JSONata of the machine', machine({ Ask: ended }, { QueryLanguage: 'JSONata' }), /no JSONata/],
		['JSONata of a state', pass({ QueryLanguage: 'JSONata' }), /"Ask": the engine knows no JSONata/],
		['IsPresent false', choice({ Variable: '$.a', IsPresent: false }), /never matches IsPresent false: write \{"Not"/],
		[
			'IsNull false, deep inside',
			choice({ And: [{ Or: [{ Not: { Variable: '$.a', IsNull: false } }] }] }),
			/IsNull false/,
		],
		['a Task without TimeoutSeconds', task({ TimeoutSeconds: undefined }), /without TimeoutSeconds/],
		[
			'TimeoutSecondsPath',
			task({ TimeoutSeconds: undefined, TimeoutSecondsPath: '$.t' }),
			/ignores TimeoutSecondsPath/,
		],
		['HeartbeatSeconds', task({ HeartbeatSeconds: 3 }), /ignores HeartbeatSeconds/],
		['a task token', task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }), /cannot run here: use/],
		['a plain function ARN', task({ Resource: 'arn:aws:lambda:us-east-1:000000000000:function:F' }), /cannot run here/],
		['another integration', task({ Resource: 'arn:aws:states:::sns:publish' }), /cannot run here/],
		['no function', task({ Parameters: { Payload: {} } }), /has no FunctionName/],
		['an unknown parameter', task({ Parameters: { FunctionName: 'F', Qualifier: '1' } }), /parameter Qualifier/],
		['Assign', pass({ Assign: { a: 1 } }), /ignores Assign/],
		[
			'ItemReader',
			map({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: {} } }),
			/ignores ItemReader/,
		],
		['ItemBatcher', map({ ItemBatcher: { MaxItemsPerBatch: 2 } }), /ignores ItemBatcher/],
		[
			'ResultWriter',
			map({ ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: {} } }),
			/ResultWriter/,
		],
		[
			'an intrinsic in CausePath',
			machine({ Ask: { Type: 'Fail', CausePath: "States.Format('{}', $.a)" } }),
			/intrinsic in CausePath/,
		],
		[
			'an intrinsic in ErrorPath',
			machine({ Ask: { Type: 'Fail', ErrorPath: 'States.UUID()' } }),
			/intrinsic in ErrorPath/,
		],
		[
			'a wrong JitterStrategy',
			task({ Retry: [{ ErrorEquals: ['A'], JitterStrategy: 'HALF' }] }),
			/"HALF" does not exist/,
		],
		[
			'States.ALL first',
			task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }),
			/not last in Retry/,
		],
		['States.ALL in company', task({ Catch: [{ ErrorEquals: ['A', 'States.ALL'], Next: 'Ask' }] }), /alone in Catch/],
		['a retry beyond the timers', task({ Retry: [{ ErrorEquals: ['A'], MaxAttempts: 40 }] }), /set MaxDelaySeconds/],
		['a path taken as text', task({ Parameters: { FunctionName: 'F', Payload: { a: [{ b: '$.c' }] } } }), /"b.\$"/],
		['an intrinsic taken as text', task({ ResultSelector: { id: 'States.UUID()' } }), /"id.\$"/],
		[
			'a backslash in an intrinsic',
			pass({ Parameters: { 't.$': "States.Format('a\\'{}', $.a)" } }),
			/drops the backslash/,
		],
		[
			'a lossy intrinsic',
			pass({ Parameters: { 'a.$': 'States.ArrayGetItem($.a, 0)' } }),
			/States.ArrayGetItem: let a Task/,
		],
		[
			'a text inside another intrinsic',
			pass({ Parameters: { 'h.$': "States.Hash(States.Format('{}', $.a), 'MD5')" } }),
			/States.Format cannot run inside States.Hash/,
		],
		[
			'a text that OutputPath selects',
			pass({ Parameters: { 't.$': 'States.JsonToString($)' }, OutputPath: '$.t' }),
			/OutputPath \$.t cannot select a text/,
		],
		['a path taken as text in ItemSelector', map({ ItemSelector: { id: '$$.Map.Item.Value' } }), /"id.\$"/],
		['ResultPath $', task({ ResultPath: '$' }), /ResultPath "\$" is taken for a field/],
		[
			'ResultPath $ in a Catch',
			task({ Catch: [{ ErrorEquals: ['A'], ResultPath: '$', Next: 'Ask' }] }),
			/leave it out/,
		],
		['ResultPath in brackets', pass({ ResultPath: "$['a']" }), /write it with dots/],
		['a Wait beyond the timers', machine({ Ask: { Type: 'Wait', Seconds: 2_147_484, End: true } }), /at most 2147483/],
		[
			'a machine beyond the timers',
			machine({ Ask: ended }, { TimeoutSeconds: 2_147_484 }),
			/the machine: TimeoutSeconds/,
		],
		['an empty Result', pass({ Result: 0 }), /ignores the Result 0/],
		['$$.State', pass({ Parameters: { 'at.$': '$$.State.EnteredTime' } }), /gets \$\$.State.EnteredTime wrong/],
		[
			'$$.Map in an iterator',
			map({ ItemProcessor: machine({ Item: { Type: 'Pass', InputPath: '$$.Map.Item.Value', End: true } }) }),
			/gets \$\$.Map/,
		],
		[
			'the input of the execution in a branch',
			nested({ Parameters: { 'i.$': '$$.Execution.Input' } }),
			/Execution.Input/,
		],
	])('refuses %s', (_what, definition, finding) => {
		expect(lint(definition)).toEqual([expect.stringMatching(finding)]);
	});

	it('keeps the service from starting, and names machine, state and finding', () => {
		const create = () =>
			createStepFunctions({
				stateMachines: { Wrong: JSON.stringify(task({ ResultPath: '$', HeartbeatSeconds: 3 })) },
				invokeFunction: async () => null,
				now: () => new Date(),
			});

		expect(create).toThrow(/^state machine Wrong is refused:\n- state "Ask": .*Heartbeat.*\n- state "Ask": ResultPath/);
	});

	it('refuses a definition that is not JSON', () => {
		const create = () =>
			createStepFunctions({ stateMachines: { Wrong: '{' }, invokeFunction: async () => null, now: () => new Date() });

		expect(create).toThrow(/definition of Wrong is not JSON/);
	});
});
