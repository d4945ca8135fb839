import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type ILayerVersion, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type Environment, type FunctionSettings, functionNameOf } from '#functions/shared/function-settings.ts';
import { functionCode } from '#infra/bundling/function-code.ts';
import { acceptFinding } from '../access/accept-finding.ts';
import { attachDecryptEnvironment } from '../access/key-access.ts';

/** What all functions and state machines of one ExportWatch share. */
export interface FunctionDefaults {
	readonly encryptionKey: IKey | undefined;
	readonly logRetention: RetentionDays;
}

type HandlerFunctionProps<Variable extends string> = EnvironmentProp<Variable> & {
	readonly settings: FunctionSettings<Variable>;
	readonly defaults: FunctionDefaults;
	/** For a function that is invoked asynchronously: takes the events that failed three times. */
	readonly deadLetterQueue?: IQueue;
	readonly layers?: ILayerVersion[];
};

/** A value for each variable in the settings; left out where there is none. */
type EnvironmentProp<Variable extends string> = [Variable] extends [never]
	? { readonly environment?: undefined }
	: { readonly environment: Environment<Variable> };

/**
 * The Lambda function of a handler, with the settings that stand beside it: on Node 24 and arm64, with a log group and
 * a role of its own. The role may write that log and traces, and nothing else. Published versions are kept when the next is deployed,
 * because running executions go on to invoke them.
 */
export class HandlerFunction<Variable extends string = string> extends LambdaFunction {
	readonly settings: FunctionSettings;

	/** Its id is its name, as `RecordOutcome`. */
	constructor(scope: Construct, props: HandlerFunctionProps<Variable>) {
		const { settings, defaults, environment, deadLetterQueue, layers } = props;
		const { encryptionKey, logRetention } = defaults;
		const id = functionNameOf(settings);
		const logGroup = new LogGroup(scope, `${id}Logs`, {
			retention: logRetention,
			encryptionKey,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
		logGroup.grantWrite(role);

		super(scope, id, {
			runtime: Runtime.NODEJS_24_X,
			architecture: Architecture.ARM_64,
			handler: 'index.handler',
			code: functionCode(settings),
			layers,
			memorySize: settings.memoryMegabytes,
			ephemeralStorageSize: Size.mebibytes(settings.diskMegabytes),
			timeout: Duration.seconds(settings.timeoutSeconds),
			environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
			environmentEncryption: encryptionKey,
			deadLetterQueue,
			role,
			logGroup,
			tracing: Tracing.ACTIVE,
			currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
		});
		this.settings = settings;
		acceptFinding(role, 'AwsSolutions-IAM5[Resource::*]', 'The calls that send traces to X-Ray take no resource.');
		if (encryptionKey) attachDecryptEnvironment(this, encryptionKey, role);
	}
}
