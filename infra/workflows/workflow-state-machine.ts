import { Aws, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import { innerDefinitions, statesOf } from '#statemachine/asl.ts';
import { readDefinition, readDefinitionJson, type WorkflowName } from '#statemachine/read-definition.ts';
import { acceptFinding } from '../access/accept-finding.ts';
import { allow } from '../access/allow.ts';
import { encryptExecutions, grantReadEncrypted } from '../access/encrypt-executions.ts';
import { attachDescribeExecutions, grantDistributedMap, grantExecutions } from '../access/execution-access.ts';
import type { FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';

interface WorkflowStateMachineProps {
	readonly defaults: FunctionDefaults;
	readonly workflow: WorkflowName;
	/** The functions that the definition invokes; the version that is deployed fills the placeholder `<Name>FunctionArn`. */
	readonly functions: readonly HandlerFunction[];
	/** Values of the definition's other placeholders. */
	readonly substitutions?: Readonly<Record<string, string>>;
}

/**
 * Each log group of another name takes room in the account's resource policies for log delivery, which hold 5,120
 * characters, and without room a deployment fails. With this prefix, one entry serves all.
 */
const VENDED_LOGS = '/aws/vendedlogs/states/';

/** The state machine of a workflow. Its definition stays readable in the template; it may invoke its functions and no others. */
export class WorkflowStateMachine extends StateMachine {
	readonly workflow: WorkflowName;
	readonly functions: readonly HandlerFunction[];
	private readonly encryptionKey: IKey | undefined;

	constructor(scope: Construct, id: string, props: WorkflowStateMachineProps) {
		const { workflow, functions, substitutions = {}, defaults } = props;
		const { encryptionKey, logRetention } = defaults;
		const destination = new LogGroup(scope, `${id}Logs`, {
			logGroupName: `${VENDED_LOGS}${Aws.STACK_NAME}/${Names.uniqueResourceName(scope, {})}`,
			retention: logRetention,
			encryptionKey,
			removalPolicy: RemovalPolicy.DESTROY,
		});

		super(scope, id, {
			definitionBody: DefinitionBody.fromString(readDefinitionJson(workflow)),
			definitionSubstitutions: {
				Partition: Aws.PARTITION,
				...substitutions,
				...Object.fromEntries(
					functions.map(({ settings, currentVersion }) => [
						`${functionNameOf(settings)}FunctionArn`,
						currentVersion.functionArn,
					]),
				),
			},
			// Every event, so that an execution can be read after the 90 days that Step Functions keeps its history. Without
			// the data: the text of failures and the keys of exported files belong in the record and the manifest only.
			logs: { destination, level: LogLevel.ALL, includeExecutionData: false },
			tracingEnabled: true,
		});

		this.workflow = workflow;
		this.functions = functions;
		this.encryptionKey = encryptionKey;
		if (encryptionKey) encryptExecutions(this, encryptionKey);
		allow(this, {
			actions: ['lambda:InvokeFunction'],
			resources: functions.map(({ functionArn }) => `${functionArn}:*`),
			because: 'An execution that runs during a deployment invokes the versions with which it began.',
		});
		if (hasDistributedMap(workflow)) grantDistributedMap(this);
		acceptFinding(
			this,
			'AwsSolutions-IAM5[Resource::*]',
			'The calls that deliver the logs of a state machine (logs:CreateLogDelivery and others) and those of X-Ray take no resource.',
		);
	}

	/** Lets a role describe executions, encrypted ones too. */
	grantDescribeExecutions(grantee: IGrantable): void {
		grantExecutions(this, grantee, 'states:DescribeExecution');
		if (this.encryptionKey) grantReadEncrypted(this, this.encryptionKey, grantee);
	}

	/**
	 * The same for a function of this state machine. The state machine depends on the policy of the function's role, so what names
	 * the state machine stands in a second policy.
	 */
	grantDescribeExecutionsToOwn(own: HandlerFunction): void {
		attachDescribeExecutions(this, this.encryptionKey, own);
	}

	/**
	 * Lets a parent run an execution by `states:startExecution.sync:2`: start, describe and stop it, and set the rule that
	 * reports its end.
	 */
	grantRunToEnd(parent: StateMachine): void {
		this.grantStartExecution(parent);
		this.grantDescribeExecutions(parent);
		grantExecutions(this, parent, 'states:StopExecution');
		allow(parent, {
			actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
			resources: [
				Stack.of(parent).formatArn({
					service: 'events',
					resource: 'rule',
					resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
				}),
			],
		});
	}
}

const hasDistributedMap = (workflow: WorkflowName): boolean =>
	[...statesOf(readDefinition(workflow))]
		.flatMap(({ state }) => innerDefinitions(state))
		.some(({ ProcessorConfig }) => (ProcessorConfig as { readonly Mode?: string } | undefined)?.Mode === 'DISTRIBUTED');
