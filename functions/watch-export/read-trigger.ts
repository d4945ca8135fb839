import * as z from 'zod/mini';
import {
	apiCallReport,
	eventEnvelopeKeys,
	jobKeys,
	resultMetadataKeys,
	type TriggerShape,
	triggerShapes,
} from '#contracts/trigger.ts';
import { API_CALL_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { formatProblems } from '../shared/problems.ts';

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

/** The same places as far as they hold text: a trigger that nobody has accepted yet may hold anything. */
export const findNamedArns = (trigger: unknown): readonly string[] =>
	findNamedJobs(trigger).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

/** A reported API call that left no job to watch, or a report that cannot be read; undefined for any other trigger. */
interface Report {
	readonly decision: 'NOTHING_TO_WATCH' | 'REJECT';
	readonly reason: string;
}

export const readReport = (trigger: JsonObject): Report | undefined => {
	const isApiCall = shapesOf(trigger).some(({ event }) => event?.detailType === API_CALL_DETAIL_TYPE);
	if (!isApiCall) return undefined;
	const report = eventOfApiCall.safeParse(trigger, { reportInput: true });
	if (!report.success) return { decision: 'REJECT', reason: formatProblems(report.error) };
	const reason = jobKeys.some((key) => key in trigger) ? undefined : whyNothingToWatch(report.data.detail);
	return reason === undefined ? undefined : { decision: 'NOTHING_TO_WATCH', reason };
};

const eventOfApiCall = z.object({ detail: apiCallReport });

const whyNothingToWatch = ({
	eventSource,
	eventName,
	errorCode,
	errorMessage = 'no message',
}: z.output<typeof apiCallReport>): string | undefined => {
	if (eventSource !== 'personalize.amazonaws.com' || eventName !== 'CreateDatasetExportJob') {
		return `the call was ${eventSource} ${eventName}, which creates no dataset export job`;
	}
	if (!errorCode) return undefined;
	return `the call CreateDatasetExportJob failed with ${errorCode} (${errorMessage}) and created nothing`;
};

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
