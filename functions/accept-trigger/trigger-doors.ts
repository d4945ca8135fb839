import { API_CALL_DETAIL_TYPE, eventEnvelopeKeys, resultMetadataKeys } from '../shared/contracts.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One place of a trigger that names a job. */
export interface NamedJob {
	readonly door: string;
	readonly value: unknown;
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (value: unknown, ...path: readonly string[]): unknown =>
	path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

const doorPaths: readonly (readonly string[])[] = [
	['datasetExportJobArn'],
	['DatasetExportJobArn'],
	['datasetExportJob', 'datasetExportJobArn'],
	['DatasetExportJob', 'DatasetExportJobArn'],
	['detail', 'responseElements', 'datasetExportJobArn'],
	['detail', 'datasetExportJobArn'],
];

/** Every place of the trigger that names a job, in the order of the design's table. */
export const findNamedJobs = (trigger: JsonObject): readonly NamedJob[] =>
	doorPaths
		.map((path) => ({ door: path.join('.'), value: within(trigger, ...path) }))
		.filter(({ value }) => value !== undefined && value !== null);

/** Why an API call that CloudTrail reports left nothing to watch; undefined if it created a job, or is no such report. */
export const whyNothingToWatch = (trigger: JsonObject): string | undefined => {
	const detail = trigger.detail;
	if (!isObject(detail)) return undefined;
	if (trigger['detail-type'] !== API_CALL_DETAIL_TYPE && detail.eventName === undefined) return undefined;
	if (detail.eventSource !== 'personalize.amazonaws.com' || detail.eventName !== 'CreateDatasetExportJob') {
		return `the call was ${detail.eventSource} ${detail.eventName}, which creates no dataset export job`;
	}
	if (detail.errorCode !== undefined && detail.errorCode !== null) {
		return `the call CreateDatasetExportJob failed with ${detail.errorCode} (${detail.errorMessage ?? 'no message'}) and created nothing`;
	}
	return undefined;
};

const isEvent = (trigger: JsonObject): boolean => 'detail-type' in trigger && isObject(trigger.detail);

/** What stands beside the job's name: the options, and whatever else a person took for one. */
export const optionsBeside = (trigger: JsonObject): JsonObject => {
	const doorKeys = ['datasetExportJobArn', 'DatasetExportJobArn', 'datasetExportJob', 'DatasetExportJob'];
	const known = new Set([...doorKeys, ...resultMetadataKeys, ...(isEvent(trigger) ? eventEnvelopeKeys : [])]);
	const detail =
		isEvent(trigger) && within(trigger, 'detail', 'eventName') === undefined ? (trigger.detail as JsonObject) : {};
	const { datasetExportJobArn: _named, ...optionsInDetail } = detail;
	return { ...optionsInDetail, ...Object.fromEntries(Object.entries(trigger).filter(([key]) => !known.has(key))) };
};
