import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { stoppedRuleOf } from '#statemachine/read-rules.ts';
import { grantKeyThrough, USE_DATA_KEYS } from '../access/key-access.ts';
import { grantNotify } from '../access/notify-access.ts';
import { addRule } from '../shared/add-rule.ts';
import type { HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';

/** Runs a function for each execution that ended without its workflow's own word, and lets it describe and notify that. */
export const reportStoppedExecutions = (
	scope: Construct,
	stateMachine: WorkflowStateMachine,
	reporter: HandlerFunction,
	stores: Stores,
): void => {
	const { deadLetters } = stores;
	grantKeyThrough('sqs', deadLetters.encryptionMasterKey, reporter, USE_DATA_KEYS);
	stateMachine.grantDescribeExecutions(reporter);
	grantNotify(stores, reporter);
	addRule(
		scope,
		stoppedRuleOf(stateMachine.workflow, stateMachine.stateMachineArn),
		new LambdaFunction(reporter, { deadLetterQueue: deadLetters }),
	);
};
