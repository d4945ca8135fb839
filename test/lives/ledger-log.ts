import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { readRecord } from '#contracts/ledger-fields.ts';
import { hasJobEnded, type Outcome } from '#contracts/vocabulary.ts';
import type { Fields, WritableRecords } from '#functions/watch-export/outcome/ledger.ts';
import { JOB_ARN } from '../support/builders.ts';
import { createRecordsInMemory } from '../support/records-table.ts';
import type { FaultyCalls, Invocation } from './faulty-calls.ts';

/** Something that was sent or counted. */
export interface Send {
	/** `ticket` is an action that a team brings. */
	readonly channel: 'metrics' | 'event' | 'message' | 'ticket';
	readonly notificationId: string;
	readonly outcome: Outcome;
	readonly actionsFailed: boolean;
	readonly reason: string | undefined;
	readonly isReplay: boolean;
	readonly executionArn: string;
	/** The record says that it is done. */
	isConfirmed: boolean;
	/** A fault may have kept the record from saying so. */
	isExcused: boolean;
}

/** The record of the job, everything that was sent, and what was wrong at the moment when it happened. */
export const createLedgerLog = () => {
	const store = createRecordsInMemory();
	const sends: Send[] = [];
	const wrongs: string[] = [];
	const item = (): ExportJobRecord | undefined => store.only();

	const noteDone = (values: Fields): void => {
		for (const [path, value] of Object.entries(values)) {
			const [part, channel] = path.split('.');
			if (Reflect.get(Object(value), 'status') !== 'DONE' || channel === 'processing') continue;
			const done = sends.filter(
				(send) => send.channel === channel && send.actionsFailed === (part === 'actionsFailed') && isOfRecord(send),
			);
			if (done.length === 0) wrongs.push(`the record says that ${path} is done, and it is not`);
			for (const send of done) send.isConfirmed = true;
		}
	};
	const isOfRecord = ({ actionsFailed, notificationId, executionArn }: Send): boolean =>
		actionsFailed ? item()?.actionsFailed?.executionArn === executionArn : item()?.notificationId === notificationId;

	/** The record as one run of a function reaches it. */
	const recordsOf = (calls: FaultyCalls, invocation: Invocation): WritableRecords => ({
		read: (arn) => calls.call('readRecord', invocation, () => store.records.read(arn)),
		readItem: (arn) => calls.call('readRecord', invocation, () => store.records.readItem(arn)),
		update: (record, values, expected) =>
			calls.call('updateRecord', invocation, async () => {
				const isUpdated = await store.records.update(record, values, expected);
				if (isUpdated) noteDone(values);
				return isUpdated;
			}),
		write: (record, replaced) =>
			calls.call('writeRecord', invocation, async () => {
				const before = readRecord(item());
				const isWritten = await store.records.write(record, replaced);
				if (isWritten && before && hasJobEnded[before.outcome] && !hasJobEnded[record.outcome]) {
					wrongs.push(`${record.outcome} has replaced ${before.outcome}`);
				}
				return isWritten;
			}),
	});

	return {
		recordsOf,
		item,
		sends,
		wrongs,
		send: (send: Omit<Send, 'isConfirmed' | 'isExcused'>) => {
			const noted: Send = { ...send, isConfirmed: false, isExcused: false };
			sends.push(noted);
			return noted;
		},
		writeForeignItem: async (): Promise<void> => {
			if (!item()) await store.put({ datasetExportJobArn: JOB_ARN, outcome: 'EXPLODED' });
		},
		/** As ProcessExport does when it ends. */
		recordDataset: async (dataset: NonNullable<ExportJobRecord['dataset']>): Promise<void> => {
			const record = readRecord(item());
			if (!record) return;
			const { dataset: standing, datasetFailure: _earlier, ...rest } = record;
			const isKept = dataset.status === 'FAILED' && standing?.status === 'READY';
			const ended = isKept ? { dataset: standing, datasetFailure: { ...dataset, status: 'FAILED' } } : { dataset };
			await store.put({ ...rest, ...ended });
		},
	};
};

export type LedgerLog = ReturnType<typeof createLedgerLog>;
