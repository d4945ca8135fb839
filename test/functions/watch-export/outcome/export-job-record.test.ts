import { describe, expect, it } from 'vitest';
import type { WatchReport } from '#contracts/watch.ts';
import { explainFailure } from '#functions/watch-export/outcome/explain-failure.ts';
import { exportJobRecordOf, type FailureReason } from '#functions/watch-export/outcome/export-job-record.ts';
import { failedReportOf, jobOf, NO_ACTIONS, observationOf, reportOf } from '../../../support/builders.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');
const recordOf = (report: WatchReport, text: FailureReason['text'], isCut = false) =>
	exportJobRecordOf(report, explainFailure(report, NOW), { text, isCut }, NOW, NO_ACTIONS);

describe('the record', () => {
	it('keeps the job’s fields, the outcome and the durations', () => {
		expect(recordOf(failedReportOf('An internal error'), 'An internal error')).toEqual({
			...jobOf({ status: 'CREATE FAILED' }),
			failureReason: 'An internal error',
			outcome: 'FAILED',
			category: 'SERVICE',
			remedy: expect.any(String),
			ownerExecutionArn: expect.stringContaining(':execution:'),
			notificationId: expect.stringMatching(/^[0-9a-f]{32}$/),
			actions: { metrics: { status: 'UNDONE' }, event: { status: 'UNDONE' }, message: { status: 'UNDONE' } },
			isReplay: false,
			polls: 4,
			foundLate: false,
			durationSeconds: 900,
			detectionSeconds: 20,
			recordedAt: NOW.toISOString(),
		});
	});

	it.each([['x'], ['ж'], ['漢'], ['😀']])('keeps the whole of a reason of 100 kB of %j', (character) => {
		const reason = character.repeat(100_000 / Buffer.byteLength(character));
		const record = recordOf(failedReportOf(reason.slice(0, 32_000)), reason);
		expect(record.failureReason).toBe(reason);
		expect(record.isFailureReasonCut).toBeUndefined();
	});

	it('keeps the forecast without the kinds it was made of', () => {
		const forecast = { pastExports: 3, kinds: [], fromSeconds: 800, medianSeconds: 900, toSeconds: 1_000 };
		const { kinds: _kinds, ...kept } = forecast;
		const report = reportOf({ observation: observationOf(jobOf(), { forecast }) });
		expect(recordOf(report, undefined).forecast).toEqual(kept);
	});

	it('marks a reason as cut if only its beginning could be read', () => {
		expect(recordOf(failedReportOf('the beginning'), 'the beginning', true)).toMatchObject({
			failureReason: 'the beginning',
			isFailureReasonCut: true,
		});
	});

	it('cuts a reason that no item can hold, and says how long it was', () => {
		const reason = '漢'.repeat(200_000);
		const record = recordOf(failedReportOf(reason.slice(0, 32_000)), reason);
		expect(record).toMatchObject({ isFailureReasonCut: true, failureReasonBytes: 600_000 });
		expect(Buffer.byteLength(record.failureReason ?? '')).toBeGreaterThan(390_000);
		expect(reason.startsWith(record.failureReason ?? '?')).toBe(true);
	});
});
