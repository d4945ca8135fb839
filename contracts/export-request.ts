import * as z from 'zod/mini';
import { ingestionModes, partialFailureModes, tag } from './exports.ts';
import { maxLength, minLength } from './lengths.ts';
import { MAX_ARN_CHARACTERS, MAX_OUTPUT_PATH_CHARACTERS, watchOptionBounds } from './vocabulary.ts';
import { secondsFrom, watchOptionFields } from './watch-options.ts';

const mustBe = (what: string) => ({ error: `must be ${what}` });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
	z.enum(values, mustBe(values.join(' or ')));

/** Every part of the pattern is bounded, so that a text of any length is checked in an instant. */
const arnOf = (service: string, what: string, maxCharacters = MAX_ARN_CHARACTERS) =>
	z
		.string(mustBe(what))
		.check(
			maxLength(maxCharacters, { ...mustBe(`${what}, at most ${maxCharacters} characters long`), abort: true }),
			z.regex(new RegExp(`^arn:[^:]{1,16}:${service}:[^:]{0,32}:\\d{12}:.{1,${maxCharacters}}$`), mustBe(what)),
		);

/** In the model of CreateDatasetExportJob. */
const MAX_KEY_ARN_CHARACTERS = 2_048;

/** PlanExports describes them one after the other, at one request a second, and ends after 55 seconds. */
const MAX_DATASETS = 50;

const S3_FOLDER = 'an S3 folder as s3://bucket/folder/';

/** A `startExecution.sync:2` Task runs at most 2,147,483 seconds on the embedded engine. These 24 days leave most of a day. */
const MAX_DEADLINE_SECONDS = 2_073_600;

/** The input of ExportDatasets. The default of `ingestionMode` is ALL, because the API's own, PUT, excludes bulk imports. */
export const exportRequest = z
	.strictObject({
		datasetGroupArn: z.optional(arnOf('personalize', 'the ARN of a dataset group')),
		datasetArns: z.optional(
			z
				.array(arnOf('personalize', 'the ARN of a dataset'), mustBe('a list of dataset ARNs'))
				.check(minLength(1), maxLength(MAX_DATASETS, mustBe(`a list of at most ${MAX_DATASETS} dataset ARNs`))),
		),
		outputPath: z.string(mustBe(S3_FOLDER)).check(
			maxLength(MAX_OUTPUT_PATH_CHARACTERS, {
				...mustBe(`${S3_FOLDER}, at most ${MAX_OUTPUT_PATH_CHARACTERS} characters long with the job’s folder in it`),
				abort: true,
			}),
			z.regex(/^s3:\/\/[^/]+(\/.*)?$/s, mustBe(S3_FOLDER)),
		),
		roleArn: arnOf('iam', 'the ARN of the service role'),
		kmsKeyArn: z.optional(arnOf('kms', 'the ARN of a key', MAX_KEY_ARN_CHARACTERS)),
		ingestionMode: z._default(oneOf(ingestionModes), 'ALL'),
		onPartialFailure: z._default(oneOf(partialFailureModes), 'fail'),
		tags: z._default(z.array(tag, mustBe('a list of {tagKey, tagValue}')).check(maxLength(50)), []),
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
