import * as z from 'zod/mini';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { DatasetSummary, ExportResult } from '#contracts/exports.ts';
import type { CaughtError } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import { cutToCharacters } from '../../shared/text.ts';

/** A summary holds some of these and must fit the state and a Cause; the records hold them whole. */
const MAX_REASON_CHARACTERS = 1_000;

/** The Cause of a failed `startExecution.sync:2`: the child as DescribeExecution has it, in PascalCase. */
const failedChild = z.object({ Status: z.string(), Error: z.optional(z.string()), Cause: z.optional(z.string()) });

const outcomeOfEnd: Readonly<Record<string, DatasetSummary['outcome']>> = {
	ExportFailed: 'FAILED',
	WatchTimedOut: 'TIMED_OUT',
	WatchBroken: 'BROKEN',
	ActionsFailed: 'ACTIONS_FAILED',
};

/** Says in short what became of one dataset's export: the watch's end says how, the record has the facts. */
export const createSummariseExport =
	(dependencies: { readonly readRecord: (datasetExportJobArn: string) => Promise<ExportJobRecord | undefined> }) =>
	async ({ export: planned, job, error }: ExportResult): Promise<DatasetSummary> => {
		const { datasetArn, datasetType, jobName } = planned;
		const subject = { datasetArn, datasetType, jobName };
		if (!job) return { ...subject, outcome: 'NOT_CREATED', reason: shortReason(error && describeError(error)) };

		const { datasetExportJobArn } = job;
		const record = await dependencies.readRecord(datasetExportJobArn);
		const { outcome, reason } = error
			? endOfChild(error, record)
			: { outcome: 'SUCCEEDED' as const, reason: undefined };
		return {
			...subject,
			datasetExportJobArn,
			outcome,
			...(reason && { reason: shortReason(reason) }),
			...(record?.manifest && {
				manifest: record.manifest,
				fileCount: record.fileCount,
				totalBytes: record.totalBytes,
			}),
			...(record?.durationSeconds !== undefined && { seconds: record.durationSeconds }),
		};
	};

const endOfChild = (
	error: CaughtError,
	record: ExportJobRecord | undefined,
): { readonly outcome: DatasetSummary['outcome']; readonly reason: string } => {
	const child = readChild(error);
	// The service cuts a Cause that is too long, and then it is no JSON any more; the record knows the end all the same.
	if (!child) return { outcome: record?.outcome ?? 'UNKNOWN', reason: record?.failureReason ?? describeError(error) };
	const { Status, Error: end = Status, Cause } = child;
	return { outcome: outcomeOfEnd[end] ?? 'UNKNOWN', reason: Cause || `its watch ended as ${Status}` };
};

const readChild = ({ Cause }: CaughtError) => {
	try {
		return failedChild.parse(JSON.parse(Cause));
	} catch {
		return undefined;
	}
};

const shortReason = (reason = 'no reason was given'): string => cutToCharacters(reason, MAX_REASON_CHARACTERS);
