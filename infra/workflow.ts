import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { placeholdersOf } from '#statemachine/placeholders.ts';
import { readDefinitionJson, type WorkflowName } from '#statemachine/read-definition.ts';
import { acceptFinding } from './access/accept-finding.ts';
import { encryptExecutions } from './access/encrypt-executions.ts';
import { grantDistributedMap } from './access/execution-access.ts';
import type { FunctionDefaults } from './handler-function.ts';

export interface WorkflowProps {
	/** The functions that the definition invokes, each under the name of its placeholder: `<name>FunctionArn`. */
	readonly functions?: Readonly<Record<string, IFunction>>;
	/** What else the definition's placeholders stand for. */
	readonly substitutions?: Readonly<Record<string, string>>;
}

/** The state machine of a workflow, whose definition stays readable in the template; it may invoke its functions and no others. */
export class Workflow extends StateMachine {
	/** The customer key that its definition and its executions are encrypted with. */
	readonly encryptionKey: IKey | undefined;

	constructor(
		scope: Construct,
		id: WorkflowName,
		{ encryptionKey, logRetention }: FunctionDefaults,
		props: WorkflowProps,
	) {
		const { functions = {}, substitutions = {} } = props;
		const destination = new LogGroup(scope, `${id}Logs`, {
			retention: logRetention,
			encryptionKey,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const definition = readDefinitionJson(id);

		super(scope, id, {
			definitionBody: DefinitionBody.fromString(definition),
			definitionSubstitutions: {
				...(placeholdersOf(definition).includes('Partition') && { Partition: Aws.PARTITION }),
				...substitutions,
				...Object.fromEntries(
					Object.entries(functions).map(([name, { functionArn }]) => [`${name}FunctionArn`, functionArn]),
				),
			},
			// Every event, so that an execution can be read after the 90 days that its history is kept. Without the data:
			// a failure's free text and the keys of exported files belong in the record and the manifest, not in a second place.
			logs: { destination, level: LogLevel.ALL, includeExecutionData: false },
			tracingEnabled: true,
		});

		this.encryptionKey = encryptionKey;
		if (encryptionKey) encryptExecutions(this, encryptionKey);
		for (const handler of Object.values(functions)) handler.grantInvokeLatestVersion(this);
		if (/"Mode":\s*"DISTRIBUTED"/.test(definition)) grantDistributedMap(this);
		acceptFinding(
			this,
			'AwsSolutions-IAM5[Resource::*]',
			'The calls that deliver logs of a state machine (logs:CreateLogDelivery and its kin) and X-Ray’s calls know no resources.',
		);
	}
}
