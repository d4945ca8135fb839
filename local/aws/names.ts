/** Where the embedded AWS pretends to be, and what stands in it (docs/design.md, "The embedded AWS"). */
export const partition = 'aws';
export const region = 'us-east-1';
export const account = '000000000000';

/** The ARN of a thing in the embedded account: `arn:aws:<service>:us-east-1:000000000000:<resource>`. */
export const arn = (service: string, resource: string): string =>
	`arn:${partition}:${service}:${region}:${account}:${resource}`;

export const buckets = {
	exports: 'exports',
	datasets: 'personalize-datasets',
	manifests: 'manifests',
	processed: 'processed',
} as const;
export const topicName = 'ExportOutcomes';
export const queueName = 'export-outcomes';
export const tableName = 'ExportJobs';
export const busName = 'default';
export const datasetGroupName = 'demo';

export const stateMachineArnOf = (name: 'WatchExport' | 'ExportDatasets' | 'ProcessExport'): string =>
	arn('states', `stateMachine:${name}`);
