import { AssetHashType, DockerImage, Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundleHandler, folderOf } from './bundling/bundle-handler.ts';

/** What all functions of one ExportWatch share. */
export interface FunctionDefaults {
	readonly encryptionKey?: IKey | undefined;
	readonly logRetention: RetentionDays;
}

export interface HandlerFunctionProps {
	readonly environment?: Readonly<Record<string, string>>;
	/** Less than the `TimeoutSeconds` of its Task, so that a slow call is reported by the function itself. */
	readonly timeout?: Duration;
	/** Default: 512 MB; more of it is more of a processor, too. */
	readonly memoryMegabytes?: number;
	/** Of `/tmp`. Default: Lambda's own, 512 MB. */
	readonly diskMegabytes?: number;
	/** For functions that are invoked as events: what fails three times goes there. */
	readonly deadLetterQueue?: IQueue;
}

/**
 * The house defaults of a Lambda: the handler of the folder that its id names, on Node 24 and arm64, in a log group and
 * a role of its own. The role may write that log and nothing else.
 */
export class HandlerFunction extends LambdaFunction {
	constructor(scope: Construct, id: string, defaults: FunctionDefaults, props: HandlerFunctionProps = {}) {
		const { encryptionKey, logRetention } = defaults;
		const logGroup = new LogGroup(scope, `${id}Logs`, {
			retention: logRetention,
			encryptionKey,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
		logGroup.grantWrite(role);
		if (encryptionKey) {
			role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] }));
		}

		super(scope, id, {
			runtime: Runtime.NODEJS_24_X,
			architecture: Architecture.ARM_64,
			handler: 'index.handler',
			code: bundledCode(id),
			memorySize: props.memoryMegabytes ?? 512,
			ephemeralStorageSize: props.diskMegabytes === undefined ? undefined : Size.mebibytes(props.diskMegabytes),
			timeout: props.timeout ?? Duration.seconds(25),
			environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
			environmentEncryption: encryptionKey,
			deadLetterQueue: props.deadLetterQueue,
			role,
			logGroup,
		});
	}
}

/** Bundled on this machine, when the app is synthesised for deployment; never in a container. */
const bundledCode = (name: string): Code =>
	Code.fromAsset(folderOf(name), {
		bundling: {
			image: DockerImage.fromRegistry('unused'),
			local: {
				tryBundle: (outputFolder) => {
					bundleHandler(name, outputFolder, 'linux-arm64');
					return true;
				},
			},
		},
		assetHashType: AssetHashType.OUTPUT,
	});
