import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { LambdaInvoke } from '../../../infra/actions/lambda-invoke.ts';
import { SnsPublish } from '../../../infra/actions/sns-publish.ts';
import { SqsSendMessage } from '../../../infra/actions/sqs-send-message.ts';
import { StepFunctionsStartExecution } from '../../../infra/actions/step-functions-start-execution.ts';
import { ExportWatch } from '../../../infra/export-watch.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../../infra/props/export-watch-props.ts';
import { nameOf, newApp, readable, synthesise } from '../../support/synthesised.ts';

const env = { account: '111111111111', region: 'eu-west-1' };
const at = (service: string, resource: string, region = env.region) =>
	`arn:aws:${service}:${region}:${env.account}:${resource}`;

const app = newApp();
const teams = new Stack(app, 'Team', { env });
const key = Key.fromKeyArn(teams, 'Key', at('kms', 'key/1'));
const queue = Queue.fromQueueAttributes(teams, 'Crm', { queueArn: at('sqs', 'crm'), keyArn: key.keyArn });
const topic = Topic.fromTopicArn(teams, 'Partners', at('sns', 'partners'));
const poster = LambdaFunction.fromFunctionArn(teams, 'Poster', at('lambda', 'function:post-to-chat'));
const repair = StateMachine.fromStateMachineArn(teams, 'Repair', at('states', 'stateMachine:repair'));

const stack = new ExportwatchStack(app, 'Exportwatch', {
	env,
	exportWatch: {
		onSuccess: { Crm: new SqsSendMessage(queue), Repair: new StepFunctionsStartExecution(repair) },
		onFailure: { PostToChat: new LambdaInvoke(poster), Partners: new SnsPublish(topic) },
	},
});
const { named, ofType } = synthesise({}, stack);

/** What a role may do with the resources of the team, and with its key. */
const permissionsOf = (role: string): readonly string[] =>
	ofType('AWS::IAM::Policy')
		.filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => nameOf(Ref) === `${role}Role`))
		.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
		.flatMap(({ Action, Resource, Condition }) =>
			[Action].flat().flatMap((action) =>
				[Resource].flat().map((resource) => {
					const conditions = Object.entries(Condition?.StringEquals ?? {}).map(([name, value]) => [
						name,
						readable(value),
					]);
					const condition = conditions.length > 0 ? ` if ${JSON.stringify(Object.fromEntries(conditions))}` : '';
					return `${action} ${readable(resource)}${condition}`;
				}),
			),
		)
		.filter((line) => line.includes(`:${env.account}:`))
		.sort();
const variableOf = (name: string) =>
	JSON.parse(readable(named('AWS::Lambda::Function', name).Properties.Environment.Variables.OWN_ACTIONS));

const throughSqs = 'if {"kms:ViaService":"sqs.eu-west-1.<URLSuffix>"}';
const onFailure = [
	`lambda:InvokeFunction ${at('lambda', 'function:post-to-chat')}`,
	`sns:Publish ${at('sns', 'partners')}`,
];

describe('own actions', () => {
	it('let NotifyOutcome hand over to their targets and use the key of a queue, and no more', () => {
		expect(permissionsOf('NotifyOutcome').filter((line) => !line.startsWith('events:'))).toEqual(
			[
				`kms:Decrypt ${at('kms', 'key/1')} ${throughSqs}`,
				`kms:GenerateDataKey ${at('kms', 'key/1')} ${throughSqs}`,
				...onFailure,
				`sqs:SendMessage ${at('sqs', 'crm')}`,
				`states:StartExecution ${at('states', 'stateMachine:repair')}`,
			].sort(),
		);
	});

	it('let RecordStoppedWatch, which records no success, do those after a failure only', () => {
		expect(permissionsOf('RecordStoppedWatch').filter((line) => /^(lambda|sns|sqs|states:Start)/.test(line))).toEqual(
			onFailure,
		);
		expect(variableOf('RecordStoppedWatch').onSuccess).toEqual({});
	});

	it('let RecordOutcome, which only writes their names, do none', () => {
		expect(permissionsOf('RecordOutcome').filter((line) => /^(lambda|sns|sqs):/.test(line))).toEqual([]);
		expect(variableOf('RecordOutcome')).toEqual(variableOf('NotifyOutcome'));
	});

	it('are in the environment with their names, kinds and targets', () => {
		expect(variableOf('NotifyOutcome')).toEqual({
			onSuccess: {
				Crm: { type: 'QUEUE', target: expect.stringMatching(/^https:\/\/sqs\.eu-west-1\..*\/111111111111\/crm$/) },
				Repair: { type: 'STATE_MACHINE', target: at('states', 'stateMachine:repair') },
			},
			onFailure: {
				PostToChat: { type: 'FUNCTION', target: at('lambda', 'function:post-to-chat') },
				Partners: { type: 'TOPIC', target: at('sns', 'partners') },
			},
		});
	});
});

describe('ExportWatch', () => {
	const crm = new SqsSendMessage(queue);
	const many = Object.fromEntries(Array.from({ length: 11 }, (_none, n) => [`Action${n}`, crm]));
	const elsewhere = Topic.fromTopicArn(teams, 'Elsewhere', at('sns', 'elsewhere', 'us-east-1'));

	it.each<[string, ExportWatchProps, string]>([
		[
			'a name that no path of the record can have',
			{ onSuccess: { 'post-to-chat': crm } },
			'onSuccess has an action named "post-to-chat"; a name must be 1 to 47 letters, digits and _, the first a letter',
		],
		[
			'the name of an action that each record has',
			{ onFailure: { message: crm } },
			'onFailure has an action named "message", which is one of metrics, event, message, processing in each record',
		],
		['more than fit the environment', { onSuccess: many }, 'onSuccess and onFailure have 11 actions'],
		[
			'a target of another Region',
			{ onFailure: { Partners: new SnsPublish(elsewhere) } },
			"onFailure.Partners is in us-east-1; it must be in the stack's own Region, eu-west-1",
		],
	])('refuses %s', (_what, props, message) => {
		const here = new Stack(newApp(), 'Here', { env });
		expect(() => new ExportWatch(here, 'Watch', props)).toThrow(`Here/Watch: ${message}`);
	});
});
