import * as z from 'zod/mini';
import type { DatasetSummary, ExportResult } from '#contracts/exports.ts';
import { maxLength } from '#contracts/lengths.ts';
import { endStates, outcomes } from '#contracts/vocabulary.ts';
import type { CaughtError } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import { fittingPart } from '../../shared/fitting-part.ts';
import { cutToCharacters } from '../../shared/text.ts';

interface Dependencies {
	/** The item of the job; undefined if there is none. */
	readonly readRecord: (datasetExportJobArn: string) => Promise<unknown>;
}

/** What a summary takes from the record. Other people can write to the table, too. */
const recordedFacts = z.object({
	outcome: z.optional(z.enum(outcomes)),
	failureReason: z.optional(z.string()),
	manifest: z.optional(z.string().check(maxLength(2_048))),
	fileCount: z.optional(z.int()),
	totalBytes: z.optional(z.int()),
	durationSeconds: z.optional(z.number()),
});
type RecordedFacts = z.output<typeof recordedFacts>;

/** The summaries of all datasets must fit the state and a Cause; the record has the full reason. */
const MAX_REASON_CHARACTERS = 1_000;

/** The Cause of a failed `startExecution.sync:2`: the child as DescribeExecution has it, in PascalCase. */
const failedChild = z.object({ Status: z.string(), Error: z.optional(z.string()), Cause: z.optional(z.string()) });

/** Summarises the export of one dataset: the end of its watch gives the outcome, the record gives the facts. */
export const summariseExport = async (
	{ export: planned, job, error }: ExportResult,
	{ readRecord }: Dependencies,
): Promise<DatasetSummary> => {
	const { datasetArn, datasetType, jobName } = planned;
	const subject = { datasetArn, datasetType, jobName };
	if (!job) return { ...subject, outcome: 'NOT_CREATED', reason: shortReason(error && describeError(error)) };

	const { datasetExportJobArn } = job;
	const record = fittingPart(recordedFacts, await readRecord(datasetExportJobArn));
	const { outcome, reason }: WatchEnd = error ? endOfWatch(error, record) : { outcome: 'SUCCEEDED' };
	return {
		...subject,
		datasetExportJobArn,
		outcome,
		...(reason && { reason: shortReason(reason) }),
		...(record.manifest && {
			manifest: record.manifest,
			fileCount: record.fileCount,
			totalBytes: record.totalBytes,
		}),
		...(record.durationSeconds !== undefined && { seconds: record.durationSeconds }),
	};
};

interface WatchEnd {
	readonly outcome: DatasetSummary['outcome'];
	readonly reason?: string;
}

/** Whatever the record says, an export with an error is no success. */
const endOfWatch = (error: CaughtError, record: RecordedFacts): WatchEnd => {
	const end = endOfFailedWatch(error, record);
	return end.outcome === 'SUCCEEDED' ? { ...end, outcome: 'UNKNOWN' } : end;
};

const endOfFailedWatch = (error: CaughtError, record: RecordedFacts): WatchEnd => {
	if (error.Error.startsWith('StepFunctions.') && !record.outcome)
		return { outcome: 'UNKNOWN', reason: describeUnwatched(error) };
	const child = readChild(error);
	// Step Functions cuts a Cause that is too long, which breaks the JSON; the record still has the outcome.
	if (!child) return { outcome: record.outcome ?? 'UNKNOWN', reason: record.failureReason ?? describeError(error) };
	const { Status, Error: endState = Status, Cause } = child;
	return { outcome: outcomeOf(endState), reason: Cause || `its watch ended as ${Status}` };
};

const describeUnwatched = (error: CaughtError): string =>
	`its watch could not be started, so the next sweep starts one and its record will say how the job ended: ${describeError(error)}`;

/** A failed watch has the name of its last state as its error. */
const outcomeOf = (endState: string): DatasetSummary['outcome'] => {
	const outcomes = Object.keys(endStates) as (keyof typeof endStates)[];
	return outcomes.find((outcome) => endStates[outcome] === endState) ?? 'UNKNOWN';
};

const readChild = ({ Cause }: CaughtError) => {
	try {
		return failedChild.parse(JSON.parse(Cause));
	} catch {
		return undefined;
	}
};

const shortReason = (reason = 'no reason was given'): string =>
	cutToCharacters(reason.toWellFormed(), MAX_REASON_CHARACTERS);
