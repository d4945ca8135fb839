import type { WorkflowName } from '#statemachine/read-definition.ts';

/** The account of the embedded AWS, and the names of its resources. */
export const partition = 'aws';
export const region = 'us-east-1';
export const account = '000000000000';

/** The ARN of a resource of the embedded account: `arn:aws:<service>:us-east-1:000000000000:<resource>`. */
export const arn = (service: string, resource: string): string =>
	`arn:${partition}:${service}:${region}:${account}:${resource}`;

export const buckets = {
	exports: 'exports',
	datasets: 'personalize-datasets',
	manifests: 'manifests',
	processed: 'processed',
} as const;
/** The key with which exports may be encrypted; nothing is encrypted here. */
export const exportKeyArn = arn('kms', 'key/11111111-2222-3333-4444-555555555555');
export const topicName = 'ExportOutcomes';
export const queueName = 'export-outcomes';
export const tableName = 'ExportJobs';
export const datasetGroupName = 'demo';

export const functionArnOf = (name: string): string => arn('lambda', `function:${name}`);
export const stateMachineArnOf = (name: WorkflowName): string => arn('states', `stateMachine:${name}`);

/** The execution role of a function. IAM has no Regions. */
export const roleArnOf = (functionName: string): string =>
	`arn:${partition}:iam::${account}:role/${roleNameOf(functionName)}`;
export const roleNameOf = (functionName: string): string => `${functionName}Role`;
