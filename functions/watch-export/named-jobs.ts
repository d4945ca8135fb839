import {
	API_CALL_DETAIL_TYPE,
	eventEnvelopeKeys,
	JOB_CREATED_DETAIL_TYPE,
	resultMetadataKeys,
	WATCHED_BY_TAG,
} from '#contracts/trigger-words.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One place of a trigger that names a job. */
export interface NamedJob {
	readonly path: string;
	readonly value: unknown;
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (value: unknown, ...path: readonly string[]): unknown =>
	path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

const resultDoors: readonly (readonly string[])[] = [
	['datasetExportJobArn'],
	['DatasetExportJobArn'],
	['datasetExportJob', 'datasetExportJobArn'],
	['DatasetExportJob', 'DatasetExportJobArn'],
];
const resultKeys: readonly string[] = resultDoors.flatMap(([key = '']) => key);

/** Which of the events that can start a watch this is; an API call may come without its envelope. */
const eventOf = (trigger: JsonObject): 'API_CALL' | 'JOB_CREATED' | undefined => {
	const type = trigger['detail-type'];
	if (!isObject(trigger.detail)) return undefined;
	if (type === API_CALL_DETAIL_TYPE || (type === undefined && 'eventName' in trigger.detail)) return 'API_CALL';
	return type === JOB_CREATED_DETAIL_TYPE ? 'JOB_CREATED' : undefined;
};

const eventDoors = {
	API_CALL: ['detail', 'responseElements', 'datasetExportJobArn'],
	JOB_CREATED: ['detail', 'datasetExportJobArn'],
} as const;

/** Every place of the trigger that names a job, in the order of the design's table. */
export const findNamedJobs = (trigger: unknown): readonly NamedJob[] => {
	if (typeof trigger === 'string') return [{ path: 'input', value: trigger }];
	if (!isObject(trigger)) return [];
	const event = eventOf(trigger);
	return [...resultDoors, ...(event ? [eventDoors[event]] : [])]
		.map((path) => ({ path: path.join('.'), value: within(trigger, ...path) }))
		.filter(({ value }) => value !== undefined && value !== null);
};

/** Why a reported API call leaves nothing to watch; undefined if it created a job that nobody watches, or is no report. */
export const whyNothingToWatch = (trigger: JsonObject): string | undefined => {
	const { detail } = trigger;
	if (eventOf(trigger) !== 'API_CALL' || !isObject(detail) || resultKeys.some((key) => key in trigger))
		return undefined;
	if (detail.eventSource !== 'personalize.amazonaws.com' || detail.eventName !== 'CreateDatasetExportJob') {
		return `the call was ${detail.eventSource} ${detail.eventName}, which creates no dataset export job`;
	}
	if (detail.errorCode) {
		return `the call CreateDatasetExportJob failed with ${detail.errorCode} (${detail.errorMessage ?? 'no message'}) and created nothing`;
	}
	const watcher = watcherOf(within(detail, 'requestParameters', 'tags'));
	return watcher === undefined ? undefined : `the job was created by ${watcher}, which watches it itself`;
};

const watcherOf = (tags: unknown): unknown =>
	Array.isArray(tags) ? tags.find((tag) => isObject(tag) && tag.tagKey === WATCHED_BY_TAG)?.tagValue : undefined;

/** What stands beside the job's name: the options, and whatever else a person took for one. */
export const optionsBeside = (trigger: JsonObject): JsonObject => {
	const event = eventOf(trigger);
	const known = new Set([...resultKeys, ...resultMetadataKeys, ...(event ? eventEnvelopeKeys : [])]);
	const beside = Object.fromEntries(Object.entries(trigger).filter(([key]) => !known.has(key)));
	if (event !== 'JOB_CREATED' || !isObject(trigger.detail)) return beside;
	const { datasetExportJobArn: _named, ...inDetail } = trigger.detail;
	return { ...inDetail, ...beside };
};
