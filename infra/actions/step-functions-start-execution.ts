import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ExportActionConfig, IExportAction } from './export-action.ts';

/** Starts an execution with the notification as its input, once for each outcome of a Standard workflow. */
export class StepFunctionsStartExecution implements IExportAction {
	private readonly stateMachine: IStateMachine;

	constructor(stateMachine: IStateMachine) {
		this.stateMachine = stateMachine;
	}

	bind(): ExportActionConfig {
		const { stateMachineArn: target, env } = this.stateMachine;
		const statements = [new PolicyStatement({ actions: ['states:StartExecution'], resources: [target] })];
		return { type: 'STATE_MACHINE', target, region: env.region, statements };
	}
}
