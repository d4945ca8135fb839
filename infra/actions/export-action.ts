import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What an action hands the notification to. */
export type ExportActionType = 'FUNCTION' | 'QUEUE' | 'TOPIC' | 'STATE_MACHINE';

/** An action as the functions need it that do it. */
export interface ExportActionConfig {
	readonly type: ExportActionType;
	/** The URL of a queue; else the ARN. */
	readonly target: string;
	/** The Region of the target, which must be the one of the stack. */
	readonly region: string;
	/** What a role needs to hand a notification to the target. */
	readonly statements: PolicyStatement[];
}

/** Something that a team wants done with an outcome. */
export interface IExportAction {
	/** Called once, while the ExportWatch is made. */
	bind(scope: Construct): ExportActionConfig;
}
