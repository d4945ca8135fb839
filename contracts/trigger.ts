import * as z from 'zod/mini';
import {
	API_CALL_DETAIL_TYPE,
	eventEnvelopeKeys,
	JOB_CREATED_DETAIL_TYPE,
	resultMetadataKeys,
} from './trigger-words.ts';
import { watchOptionFields } from './watch-options.ts';

/** Keys whose values are let pass as they are. */
const letPass = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, z.optional(z.unknown())]));

const jobArn = z
	.string()
	.check(
		z.maxLength(256),
		z.regex(/^arn:[^:]+:personalize:[^:]+:\d+:dataset-export-job\/[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/),
	);
const eventEnvelope = letPass(eventEnvelopeKeys);
const beside = { ...watchOptionFields, ...letPass(resultMetadataKeys) };

/** Everything that starts a watch. One input may come through several doors as long as all name the same job. */
export const trigger = z.union([
	jobArn,
	z.strictObject({ datasetExportJobArn: jobArn, ...beside }),
	z.strictObject({ DatasetExportJobArn: jobArn, ...beside }),
	z.strictObject({ datasetExportJob: z.looseObject({ datasetExportJobArn: jobArn }), ...beside }),
	z.strictObject({ DatasetExportJob: z.looseObject({ DatasetExportJobArn: jobArn }), ...beside }),
	z.strictObject({
		...eventEnvelope,
		'detail-type': z.literal(API_CALL_DETAIL_TYPE),
		detail: z.looseObject({
			eventSource: z.string(),
			eventName: z.string(),
			errorCode: z.optional(z.string()),
			errorMessage: z.optional(z.string()),
			responseElements: z.nullish(z.looseObject({ datasetExportJobArn: z.optional(jobArn) })),
		}),
		...watchOptionFields,
	}),
	z.strictObject({
		...eventEnvelope,
		'detail-type': z.literal(JOB_CREATED_DETAIL_TYPE),
		detail: z.strictObject({ datasetExportJobArn: jobArn, ...watchOptionFields }),
		...watchOptionFields,
	}),
]);
