import { readFileSync } from 'node:fs';
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acceptFinding } from './accept-finding.ts';
import { encryptExecutions } from './encrypt-executions.ts';
import { grantDistributedMap } from './execution-access.ts';
import type { House } from './handler-function.ts';

export interface WorkflowProps {
	/** The file in `statemachine/`. */
	readonly file: string;
	/** The functions that the file invokes, each under the name of its placeholder: `<name>FunctionArn`. */
	readonly functions?: Readonly<Record<string, IFunction>>;
	/** What else the file's placeholders stand for. */
	readonly substitutions?: Readonly<Record<string, string>>;
}

/** A state machine from its ASL file, which stays readable in the template; it may invoke its functions and no others. */
export class Workflow extends StateMachine {
	/** The customer key that its definition and its executions are encrypted with. */
	readonly encryptionKey: IKey | undefined;

	constructor(scope: Construct, id: string, { encryptionKey, logRetention }: House, props: WorkflowProps) {
		const { file, functions = {}, substitutions = {} } = props;
		const destination = new LogGroup(scope, `${id}Logs`, {
			retention: logRetention,
			encryptionKey,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const definition = readFileSync(new URL(`../statemachine/${file}`, import.meta.url), 'utf8');

		super(scope, id, {
			definitionBody: DefinitionBody.fromString(definition),
			definitionSubstitutions: {
				...(/\$\{Partition\}/.test(definition) && { Partition: Aws.PARTITION }),
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
