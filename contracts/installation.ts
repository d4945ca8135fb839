import * as z from 'zod/mini';

/** The instance of an account that has one only. */
export const DEFAULT_INSTANCE = 'default';

/** The name of the parameter in the Parameter Store that tells tools where everything of an instance is. */
export const installationParameter = (instance = DEFAULT_INSTANCE): string => `/exportwatch/${instance}`;

/** The JSON value of the parameter: the resources of one ExportWatch. */
export const installation = z.object({
	version: z.literal(1),
	stateMachines: z
		.object({
			WatchExport: z.string(),
			ExportDatasets: z.string(),
			ProcessExport: z.optional(
				z.string().check(z.describe('missing where a state machine of the team processes the exports')),
			),
		})
		.check(z.describe('ARNs')),
	functions: z.object({ AdoptExports: z.string() }).check(z.describe('ARNs')),
	table: z.string().check(z.describe('name of the table of records')),
	topic: z.string().check(z.describe('ARN of the topic of outcomes')),
	eventBus: z.string().check(z.describe('name of the bus of the events')),
	buckets: z
		.object({
			exports: z.array(z.string()).check(z.describe('those that Personalize may write to; the first is the default')),
			manifests: z.string(),
			processed: z.optional(z.string().check(z.describe('missing without ProcessExport'))),
		})
		.check(z.describe('names')),
});
export type Installation = z.output<typeof installation>;
