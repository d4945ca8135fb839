import {
	eventEnvelopeKeys,
	jobKeys,
	resultMetadataKeys,
	type TriggerShape,
	triggerShapes,
} from '#contracts/trigger.ts';
import { API_CALL_DETAIL_TYPE, WATCHED_BY_TAG } from '#contracts/vocabulary.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One place of a trigger that names a job. */
interface NamedJob {
	readonly path: string;
	readonly value: unknown;
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (value: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

const isEvent = (trigger: JsonObject, { detailType, knownBy }: NonNullable<TriggerShape['event']>): boolean => {
	const { detail, 'detail-type': type } = trigger;
	if (!isObject(detail)) return false;
	return type === undefined ? knownBy !== undefined && knownBy in detail : type === detailType;
};

const mayHaveShape = (trigger: unknown, { path, event }: TriggerShape): boolean => {
	if (!isObject(trigger)) return path.length === 0 && typeof trigger === 'string';
	return path.length > 0 && (!event || isEvent(trigger, event));
};

const shapesOf = (trigger: unknown): readonly TriggerShape[] =>
	triggerShapes.filter((shape) => mayHaveShape(trigger, shape));

/** Every place of the trigger that names a job, in the order of the table. */
export const findNamedJobs = (trigger: unknown): readonly NamedJob[] =>
	shapesOf(trigger)
		.map(({ path }) => ({ path: path.join('.') || 'input', value: within(trigger, path) }))
		.filter(({ value }) => value !== undefined && value !== null);

/** Why a reported API call leaves nothing to watch; undefined if it created a job that nobody watches, or is no report. */
export const whyNothingToWatch = (trigger: JsonObject): string | undefined => {
	const { detail } = trigger;
	const isApiCall = shapesOf(trigger).some(({ event }) => event?.detailType === API_CALL_DETAIL_TYPE);
	if (!isApiCall || !isObject(detail) || jobKeys.some((key) => key in trigger)) return undefined;
	if (detail.eventSource !== 'personalize.amazonaws.com' || detail.eventName !== 'CreateDatasetExportJob') {
		return `the call was ${detail.eventSource} ${detail.eventName}, which creates no dataset export job`;
	}
	if (detail.errorCode) {
		return `the call CreateDatasetExportJob failed with ${detail.errorCode} (${detail.errorMessage ?? 'no message'}) and created nothing`;
	}
	const watcher = watcherOf(within(detail, ['requestParameters', 'tags']));
	return watcher === undefined ? undefined : `the job was created by ${watcher}, which watches it itself`;
};

const watcherOf = (tags: unknown): unknown =>
	Array.isArray(tags) ? tags.find((tag) => isObject(tag) && tag.tagKey === WATCHED_BY_TAG)?.tagValue : undefined;

/** All keys but those of the job, of metadata and of an event: the options, and misspelt ones. */
export const optionsBeside = (trigger: JsonObject): JsonObject => {
	const event = shapesOf(trigger).find((shape) => shape.event);
	const known = new Set([...jobKeys, ...resultMetadataKeys, ...(event ? eventEnvelopeKeys : [])]);
	const withOptions = event && !event.event?.detail ? detailBeside(trigger, event) : {};
	return { ...withOptions, ...omit(trigger, known) };
};

const detailBeside = ({ detail }: JsonObject, { path }: TriggerShape): JsonObject =>
	isObject(detail) ? omit(detail, new Set(path.slice(1, 2))) : {};

const omit = (object: JsonObject, keys: ReadonlySet<string>): JsonObject =>
	Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));
