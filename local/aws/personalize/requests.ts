import { z } from 'zod';
import { ingestionModes } from '#contracts/exports.ts';
import { MAX_JOB_NAME_CHARACTERS } from '#contracts/vocabulary.ts';
import { AwsError } from '../shared/aws-json.ts';
import { createPager } from '../shared/pager.ts';
import { createRequestParser } from '../shared/parse-request.ts';

/*
 * The requests as the API model (personalize 2018-05-22) defines them. Every constraint has the words in which AWS
 * reports it; parse-request.ts adds the value and the member. AWS matches a pattern against the whole value and takes a
 * null for an absent member.
 */

const text = (limits: { readonly min?: number; readonly max: number; readonly pattern?: string }) => {
	const { min = 0, max, pattern = '[^]*' } = limits;
	return z
		.string()
		.min(min, `Member must have length greater than or equal to ${min}`)
		.max(max, `Member must have length less than or equal to ${max}`)
		.regex(new RegExp(`^(?:${pattern})$`, 'u'), `Member must satisfy regular expression pattern: ${pattern}`);
};

const optional = <Schema extends z.ZodType>(schema: Schema) =>
	schema.nullish().transform((value) => value ?? undefined);

const personalizeArn = text({ max: 256, pattern: 'arn:([a-z\\d-]+):personalize:.*:.*:.+' });
const tagText = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';

const page = {
	nextToken: optional(text({ max: 1500 })),
	maxResults: optional(
		z
			.int()
			.min(1, 'Member must have value greater than or equal to 1')
			.max(100, 'Member must have value less than or equal to 100'),
	),
};

export const createDatasetExportJobRequest = z.object({
	jobName: text({ min: 1, max: MAX_JOB_NAME_CHARACTERS, pattern: '^[a-zA-Z0-9][a-zA-Z0-9\\-_]*' }),
	datasetArn: personalizeArn,
	ingestionMode: optional(
		// a string first, so that a number has a wrong type and not a wrong value
		z.string().pipe(z.enum(ingestionModes, `Member must satisfy enum value set: [${ingestionModes.join(', ')}]`)),
	),
	roleArn: text({ max: 256, pattern: 'arn:([a-z\\d-]+):iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' }),
	jobOutput: z.object({
		s3DataDestination: z.object({
			path: text({ max: 256, pattern: '(s3|http|https)://.+' }),
			kmsKeyArn: optional(text({ max: 2048, pattern: 'arn:aws.*:kms:.*:[0-9]{12}:key/.*' })),
		}),
	}),
	tags: optional(
		z
			.array(
				z.object({
					tagKey: text({ min: 1, max: 128, pattern: tagText }),
					tagValue: text({ max: 256, pattern: tagText }),
				}),
			)
			.max(200, 'Member must have length less than or equal to 200'),
	),
});

export type CreateDatasetExportJobRequest = z.infer<typeof createDatasetExportJobRequest>;
export type Tag = NonNullable<CreateDatasetExportJobRequest['tags']>[number];

const resourceName = text({ min: 1, max: 63, pattern: '^[a-zA-Z0-9][a-zA-Z0-9\\-_]*' });

/** Domains, keys and tags change nothing here. */
export const createDatasetGroupRequest = z.object({ name: resourceName });
export const createSchemaRequest = z.object({ name: resourceName, schema: text({ max: 20_000 }) });
export const createDatasetRequest = z.object({
	name: resourceName,
	schemaArn: personalizeArn,
	datasetGroupArn: personalizeArn,
	datasetType: z
		.string()
		.regex(
			/^(interactions|items|users|actions|action_interactions)$/i,
			'Member must be one of: Interactions, Items, Users, Actions, Action_Interactions',
		),
});
export const listSchemasRequest = z.object(page);
export const describeDatasetExportJobRequest = z.object({ datasetExportJobArn: personalizeArn });
export const listDatasetExportJobsRequest = z.object({ datasetArn: optional(personalizeArn), ...page });
export const describeDatasetRequest = z.object({ datasetArn: personalizeArn });
export const listDatasetsRequest = z.object({ datasetGroupArn: optional(personalizeArn), ...page });
export const describeDatasetGroupRequest = z.object({ datasetGroupArn: personalizeArn });
export const listDatasetGroupsRequest = z.object(page);
export const describeSchemaRequest = z.object({ schemaArn: personalizeArn });

export const parseRequest = createRequestParser('InvalidInputException');

export const pageOf = createPager(
	(token) => new AwsError('InvalidNextTokenException', `The token '${token}' is not valid.`),
);

/** For a resource that does not exist, or that is of another account or Region. */
export const notFound = (resourceArn: string): AwsError =>
	new AwsError('ResourceNotFoundException', `Resource Arn ${resourceArn} does not exist.`);
