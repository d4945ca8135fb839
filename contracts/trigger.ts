import * as z from 'zod/mini';
import { maxLength } from './lengths.ts';
import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE, JOB_NAME_PATTERN, MAX_ARN_CHARACTERS } from './vocabulary.ts';
import { watchOptionFields } from './watch-options.ts';

/** One shape of trigger. The published schema, the reader and the texts of refusal follow from it. */
export interface TriggerShape {
	/** The keys that lead to the job's ARN; none if the trigger is the ARN itself. */
	readonly path: readonly string[];
	/** Only for events of EventBridge. */
	readonly event?: {
		readonly detailType: string;
		/** A key of `detail` by which the event is known without its envelope. */
		readonly knownBy?: string;
		/** The keys that lead to the ARN of the dataset, by which a scope is known. */
		readonly datasetPath: readonly string[];
		/** `detail` of an event that others define; left out, it holds the ARNs of job and dataset, options, and nothing else. */
		readonly detail?: z.ZodMiniType;
	};
}

/** Every part of the pattern is bounded, so that a text of any length is checked in an instant. */
const jobArn = z
	.string()
	.check(
		maxLength(MAX_ARN_CHARACTERS),
		z.regex(new RegExp(`^arn:[^:]{1,16}:personalize:[^:]{1,32}:\\d{12}:dataset-export-job/${JOB_NAME_PATTERN}$`)),
	);

const text = z.string({ error: 'must be text' });

/** What CloudTrail says of any call. */
export const apiCallReport = z.looseObject({
	eventSource: text,
	eventName: text,
	errorCode: z.optional(text),
	errorMessage: z.optional(text),
});

/** A call that failed names no job. */
const apiCall = z.extend(apiCallReport, {
	responseElements: z.nullish(z.looseObject({ datasetExportJobArn: z.optional(jobArn) })),
});

/** Everything that starts a watch. One input may have several shapes, as long as all name the same job. */
export const triggerShapes: readonly TriggerShape[] = [
	{ path: [] },
	{ path: ['datasetExportJobArn'] },
	{ path: ['DatasetExportJobArn'] },
	{ path: ['datasetExportJob', 'datasetExportJobArn'] },
	{ path: ['DatasetExportJob', 'DatasetExportJobArn'] },
	{
		path: ['detail', 'responseElements', 'datasetExportJobArn'],
		event: {
			detailType: API_CALL_DETAIL_TYPE,
			knownBy: 'eventName',
			datasetPath: ['detail', 'requestParameters', 'datasetArn'],
			detail: apiCall,
		},
	},
	{
		path: ['detail', 'datasetExportJobArn'],
		event: { detailType: JOB_CREATED_DETAIL_TYPE, datasetPath: ['detail', 'datasetArn'] },
	},
];

/** The keys of the shapes that are no events: `datasetExportJobArn` and the like. */
export const jobKeys: readonly string[] = triggerShapes.flatMap(({ path, event }) => (event ? [] : path.slice(0, 1)));

/** Service integrations and SDKs put these beside their results; they say nothing about the job. */
export const resultMetadataKeys: readonly string[] = [
	'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID',
	'ResponseMetadata',
	'SdkHttpMetadata',
	'SdkResponseMetadata',
	'$metadata',
];

export const eventEnvelopeKeys: readonly string[] = [
	'detail-type',
	'detail',
	'version',
	'id',
	'source',
	'account',
	'time',
	'region',
	'resources',
	'replay-name',
];

const letPass = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, z.optional(z.unknown())]));
const beside = { ...letPass(jobKeys), ...letPass(resultMetadataKeys), ...watchOptionFields };

const arnWithin = (path: readonly string[]): z.ZodMiniType =>
	path.reduceRight<z.ZodMiniType>((inner, key) => z.looseObject({ [key]: inner }), jobArn);

const detailWith = ([key = '', ...innerPath]: readonly string[], datasetKey: string): z.ZodMiniType =>
	z.strictObject({ [key]: arnWithin(innerPath), [datasetKey]: z.optional(z.unknown()), ...watchOptionFields });

const schemaOf = ({ path: [key, ...innerPath], event }: TriggerShape): z.ZodMiniType => {
	if (key === undefined) return jobArn;
	if (!event) return z.strictObject({ ...beside, [key]: arnWithin(innerPath) });
	const detailType = z.literal(event.detailType);
	return z.strictObject({
		...letPass(eventEnvelopeKeys),
		...beside,
		'detail-type': event.knownBy ? z.optional(detailType) : detailType,
		detail: event.detail ?? detailWith(innerPath, event.datasetPath[1] ?? ''),
	});
};

export const trigger = z.union(triggerShapes.map(schemaOf));
