import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ExportActionConfig, IExportAction } from './export-action.ts';

/** Invokes a function asynchronously, with the notification as its event. Lambda retries it twice if it fails. */
export class LambdaInvoke implements IExportAction {
	private readonly function: IFunction;

	constructor(handler: IFunction) {
		this.function = handler;
	}

	bind(): ExportActionConfig {
		const { functionArn: target, env } = this.function;
		const statements = [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target] })];
		return { type: 'FUNCTION', target, region: env.region, statements };
	}
}
