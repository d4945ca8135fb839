import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { WatchReport } from '#contracts/watch.ts';
import type { WritableRecords } from '#functions/watch-export/outcome/ledger.ts';
import { recordOutcome } from '#functions/watch-export/outcome/record-outcome.ts';
import {
	EXECUTION_ARN,
	failedReportOf,
	jobOf,
	NO_ACTIONS,
	observationOf,
	reportOf,
	watchOf,
} from '../../../support/builders.ts';
import { actionsIn, createRecordsInMemory, recordOf } from '../../../support/records-table.ts';
import { errorNamed } from '../../../support/world.ts';

interface Options {
	readonly records?: WritableRecords;
	readonly running?: readonly string[];
	readonly readWholeReason?: () => Promise<string | undefined>;
	readonly now?: Date;
}

const NOW = new Date('2026-03-01T02:16:00.000Z');

const recordWith = async (report: WatchReport, options: Options = {}) => {
	const memory = createRecordsInMemory();
	const { records = memory.records, running = [], readWholeReason = async () => undefined, now = NOW } = options;
	const counted: ExportJobRecord[] = [];
	const recording = await recordOutcome(report, {
		records,
		isRunning: async (executionArn) => running.includes(executionArn),
		readWholeReason,
		ownActions: NO_ACTIONS,
		count: (record) => counted.push(record),
		now: () => now,
		warn: () => {},
	});
	return { recording, counted, record: await records.read(report.watch.datasetExportJobArn) };
};

describe('the outcome of a watch', () => {
	it('is recorded with everything undone but the metrics, which are counted at once', async () => {
		const { recording, counted, record } = await recordWith(failedReportOf('Access denied'));
		expect(recording).toMatchObject({ isOwner: true, outcome: 'FAILED', reason: 'Access denied' });
		expect(counted).toHaveLength(1);
		expect(record).toMatchObject({
			outcome: 'FAILED',
			ownerExecutionArn: EXECUTION_ARN,
			notificationId: recording.notificationId,
			actions: { metrics: { status: 'DONE' }, event: { status: 'UNDONE' }, message: { status: 'UNDONE' } },
		});
	});

	it('is counted once, however often the same execution records it', async () => {
		const { records } = createRecordsInMemory();
		const first = await recordWith(reportOf(), { records });
		const second = await recordWith(reportOf(), { records });
		expect([...first.counted, ...second.counted]).toHaveLength(1);
		expect(second.recording).toMatchObject({ isOwner: true, notificationId: first.recording.notificationId });
	});

	it('is counted once if the same execution records it six times at once', async () => {
		const { records } = createRecordsInMemory();
		const counts: ExportJobRecord[] = [];
		const recordings = Array.from({ length: 6 }, () =>
			recordWith(reportOf(), { records }).then(({ counted }) => counts.push(...counted)),
		);
		await Promise.allSettled(recordings);
		expect(counts).toHaveLength(1);
	});

	it.each(['write', 'update'] as const)('is counted once if the answer of a %s is lost', async (operation) => {
		const { records } = createRecordsInMemory();
		let isLost = false;
		const losing: WritableRecords = {
			...records,
			[operation]: async (...args: unknown[]) => {
				const answer = await (records[operation] as (...some: unknown[]) => Promise<boolean>)(...args);
				if (isLost) return answer;
				isLost = true;
				throw errorNamed('ServiceUnavailable', 'socket hang up');
			},
		};
		const counts: ExportJobRecord[] = [];
		for (let minute = 0; minute < 3; minute += 1) {
			await recordWith(reportOf(), { records: losing, now: new Date(NOW.getTime() + minute * 60_000) })
				.then(({ counted }) => counts.push(...counted))
				.catch((error: Error) => expect(error.name).toBe('ServiceUnavailable'));
		}
		expect(counts).toHaveLength(1);
	});

	it('replaces what a watch recorded, and keeps what the processings recorded', async () => {
		const dataset = { status: 'READY' as const, rows: 9 };
		const datasetFailure = { status: 'FAILED' as const };
		const existing = recordOf({ ownerExecutionArn: 'other', fileCount: 3, dataset, datasetFailure });
		const report = reportOf({ watch: watchOf({ replay: true }) });
		const { record } = await recordWith(report, createRecordsInMemory(existing));
		expect(record).toMatchObject({ ownerExecutionArn: EXECUTION_ARN, dataset, datasetFailure });
		expect(record?.fileCount).toBeUndefined();
	});

	it('is left to an owner that runs, and taken over from one that does not', async () => {
		const existing = recordOf({ ownerExecutionArn: 'other' });
		const left = await recordWith(reportOf(), { ...createRecordsInMemory(existing), running: ['other'] });
		expect(left).toMatchObject({ recording: { isOwner: false }, record: { ownerExecutionArn: 'other' } });
		const taken = await recordWith(reportOf(), createRecordsInMemory(existing));
		expect(taken).toMatchObject({
			recording: { isOwner: true, notificationId: existing.notificationId, undone: expect.arrayContaining(['event']) },
			record: { ownerExecutionArn: EXECUTION_ARN, recordedAt: existing.recordedAt },
		});
	});

	it('keeps the end of the job when its own execution was stopped afterwards', async () => {
		const { records } = createRecordsInMemory();
		await recordWith(failedReportOf('Access denied'), { records });
		const stopped = reportOf({ outcome: 'BROKEN', watchError: { Error: 'WatchStopped', Cause: 'by hand' } });
		const { recording, record } = await recordWith(stopped, { records });
		expect(recording).toMatchObject({ isOwner: true, outcome: 'FAILED', undone: ['event', 'message'] });
		expect(record).toMatchObject({ outcome: 'FAILED', failureReason: 'Access denied' });
	});

	it('is recorded in place of an item with an unknown outcome', async () => {
		const { records, put } = createRecordsInMemory();
		await put({ ...recordOf({ actions: actionsIn('DONE') }), outcome: 'EXPLODED' });
		expect((await recordWith(reportOf(), { records })).record).toMatchObject({ outcome: 'SUCCEEDED' });
	});

	it('is written after another execution wrote at the same moment', async () => {
		const { records, put } = createRecordsInMemory();
		let reads = 0;
		const raced: WritableRecords = {
			...records,
			readItem: async (arn) => {
				const item = await records.readItem(arn);
				reads += 1;
				if (reads === 1) await put(recordOf({ outcome: 'TIMED_OUT', ownerExecutionArn: 'other' }));
				return item;
			},
		};
		expect((await recordWith(reportOf(), { records: raced })).record).toMatchObject({ outcome: 'SUCCEEDED' });
	});

	it('fails for a moment if the record changes again and again', async () => {
		const { records } = createRecordsInMemory();
		const busy: WritableRecords = { ...records, write: async () => false };
		await expect(recordWith(reportOf(), { records: busy })).rejects.toMatchObject({ name: 'ServiceUnavailable' });
	});
});

describe('a reason that is too long for the state', () => {
	const failed = reportOf({
		outcome: 'FAILED',
		observation: observationOf(jobOf({ status: 'CREATE FAILED', failureReason: 'beginning' }), {
			isFailureReasonCut: true,
		}),
	});
	const refuse =
		(name: string): (() => Promise<undefined>) =>
		() =>
			Promise.reject(errorNamed(name, 'no'));

	it('is read again for the record', async () => {
		const { record } = await recordWith(failed, { readWholeReason: async () => 'the whole' });
		expect(record).toMatchObject({ failureReason: 'the whole' });
		expect(record).not.toHaveProperty('isFailureReasonCut');
	});

	it.each([
		['is gone', () => Promise.resolve(undefined)],
		['is refused', refuse('DescribeRefused')],
	] as const)('is recorded by its beginning and marked as cut if the whole %s', async (_case, readWholeReason) => {
		const { record } = await recordWith(failed, { readWholeReason });
		expect(record).toMatchObject({ failureReason: 'beginning', isFailureReasonCut: true });
	});

	it('is read again later if the service is only busy', async () => {
		await expect(recordWith(failed, { readWholeReason: refuse('ServiceThrottled') })).rejects.toThrow('no');
	});
});
