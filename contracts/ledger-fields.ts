import * as z from 'zod/mini';
import { type ExportJobRecord, exportJobRecord } from './export-job-record.ts';

/** The fields of a record by which executions decide who does what, and those that every notification has. */
export const ledgerFields = z.pick(exportJobRecord, {
	datasetExportJobArn: true,
	jobName: true,
	outcome: true,
	watchError: true,
	ownerExecutionArn: true,
	notificationId: true,
	actions: true,
	actionsFailed: true,
	isReplay: true,
	polls: true,
	foundLate: true,
	recordedAt: true,
});
export type LedgerFields = z.output<typeof ledgerFields>;

/** The item as a record, if this code understands it: what it does not understand silences nobody. */
export const readRecord = (item: unknown): ExportJobRecord | undefined =>
	ledgerFields.safeParse(item).success ? (item as ExportJobRecord) : undefined;
