import * as z from 'zod/mini';

/** Which export jobs an ExportWatch watches. A job must be within each limit that is there. */
export const scope = z.strictObject({
	/** The dataset belongs to one of these groups. */
	datasetGroupArns: z.optional(z.readonly(z.array(z.string()))),
	/** The name of the job begins with this. */
	jobNamePrefix: z.optional(z.string()),
});
export type Scope = z.output<typeof scope>;

/** What the ARN of each dataset of a group begins with: `arn:…:dataset/<group>/`. */
export const datasetArnPrefix = (datasetGroupArn: string): string =>
	`${datasetGroupArn.replace(':dataset-group/', ':dataset/')}/`;
