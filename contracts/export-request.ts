import * as z from 'zod/mini';
import { ingestionModes, partialFailureModes, tag } from './exports.ts';
import { watchOptionBounds } from './vocabulary.ts';
import { secondsFrom, watchOptionFields } from './watch-options.ts';

const mustBe = (what: string) => ({ error: `must be ${what}` });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
	z.enum(values, mustBe(values.join(' or ')));

const arnOf = (service: string, what: string) =>
	z.string(mustBe(what)).check(z.regex(new RegExp(`^arn:[^:]+:${service}:[^:]*:\\d{12}:.+$`), mustBe(what)));

/** A `startExecution.sync:2` Task runs at most 2,147,483 seconds on the embedded engine. These 24 days leave most of a day. */
const MAX_DEADLINE_SECONDS = 2_073_600;

/** The input of ExportDatasets. The default of `ingestionMode` is ALL, because the API's own, PUT, excludes bulk imports. */
export const exportRequest = z
	.strictObject({
		datasetGroupArn: z.optional(arnOf('personalize', 'the ARN of a dataset group')),
		datasetArns: z.optional(
			z.array(arnOf('personalize', 'a list of dataset ARNs'), mustBe('a list of dataset ARNs')).check(z.minLength(1)),
		),
		outputPath: z
			.string(mustBe('an S3 folder as s3://bucket/folder/'))
			.check(z.regex(/^s3:\/\/[^/]+(\/.*)?$/s, mustBe('an S3 folder as s3://bucket/folder/'))),
		roleArn: arnOf('iam', 'the ARN of the service role'),
		kmsKeyArn: z.optional(arnOf('kms', 'the ARN of a key')),
		ingestionMode: z._default(oneOf(ingestionModes), 'ALL'),
		onPartialFailure: z._default(oneOf(partialFailureModes), 'fail'),
		tags: z._default(z.array(tag, mustBe('a list of {tagKey, tagValue}')).check(z.maxLength(49)), []),
		deadlineSeconds: secondsFrom('a whole number', { ...watchOptionBounds.deadlineSeconds, max: MAX_DEADLINE_SECONDS }),
		poll: watchOptionFields.poll,
		AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.optional(z.unknown()),
	})
	.check(
		z.refine(({ datasetGroupArn, datasetArns }) => (datasetGroupArn === undefined) !== (datasetArns === undefined), {
			path: ['datasetGroupArn'],
			error: 'or datasetArns must be given, and not both',
		}),
	);
export type ExportRequest = z.output<typeof exportRequest>;
