import { readFileSync } from 'node:fs';
import { parse, type ScalarTag } from 'yaml';
import { TRANSIENT_ATTEMPTS, TRANSIENT_ERRORS } from '#contracts/vocabulary.ts';
import type { Definition } from './asl.ts';

/** The workflows by name; each stands in `<name in kebab-case>.asl.yaml`. */
const files = {
	WatchExport: 'watch-export.asl.yaml',
	ExportDatasets: 'export-datasets.asl.yaml',
	ProcessExport: 'process-export.asl.yaml',
} as const;

export type WorkflowName = keyof typeof files;
export const workflowNames = Object.keys(files) as readonly WorkflowName[];

const retry = {
	ErrorEquals: TRANSIENT_ERRORS,
	IntervalSeconds: 2,
	BackoffRate: 2,
	MaxDelaySeconds: 60,
	MaxAttempts: TRANSIENT_ATTEMPTS - 1,
	JitterStrategy: 'FULL',
};

/** What the definitions share, because ASL has no constants: they write `!transient retry`. */
const transient: Readonly<Record<string, unknown>> = {
	errors: TRANSIENT_ERRORS,
	/** Some eight minutes on average. */
	retry,
	/** Step Functions documents no error for its own faults: these are the names that its clients give them. */
	retryOfStart: {
		...retry,
		ErrorEquals: [
			'StepFunctions.ExecutionLimitExceededException',
			'StepFunctions.ThrottlingException',
			'StepFunctions.KmsThrottlingException',
			'StepFunctions.ServiceException',
			'StepFunctions.ServiceUnavailableException',
			'StepFunctions.InternalServerException',
			'StepFunctions.AWSStepFunctionsException',
			'StepFunctions.SfnException',
			'StepFunctions.SdkClientException',
			'StepFunctions.ClientExecutionTimeoutException',
		],
	},
	/** Some twenty hours on average. */
	retryForLong: { ...retry, MaxDelaySeconds: 3_600, MaxAttempts: 50 },
};

const transientTag: ScalarTag = {
	tag: '!transient',
	resolve: (name, onError) => transient[name] ?? onError(`there is no "!transient ${name}"`),
};

const CURRENT = new URL('./', import.meta.url);

/** The definitions of the last release: executions that it started keep them until they end. */
export const RELEASED = new URL('released/', CURRENT);

/** A workflow's definition, its placeholders not yet filled in. */
export const readDefinition = (workflow: WorkflowName, folder = CURRENT): Definition =>
	parse(readFileSync(new URL(files[workflow], folder), 'utf8'), { customTags: [transientTag] });

/** The same as the JSON that Step Functions takes. */
export const readDefinitionJson = (workflow: WorkflowName, folder?: URL): string =>
	JSON.stringify(readDefinition(workflow, folder), null, 2);
