import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { recordOutcome } from '#functions/watch-export/outcome/record-outcome.ts';
import { jobOf, observationOf, reportOf } from '../../../support/builders.ts';
import { errorNamed } from '../../../support/world.ts';

const failed = reportOf({
	outcome: 'FAILED',
	observation: observationOf(jobOf({ status: 'CREATE FAILED', failureReason: 'beginning' }), {
		isFailureReasonCut: true,
	}),
});

const record = async (readWholeReason: () => Promise<string | undefined>): Promise<ExportJobRecord | undefined> => {
	const records: ExportJobRecord[] = [];
	await recordOutcome(failed, {
		claim: async (item) => records.push(item) > 0,
		readWholeReason,
		now: () => new Date('2026-03-01T02:16:00.000Z'),
	});
	return records[0];
};
const refuse =
	(name: string): (() => Promise<undefined>) =>
	() =>
		Promise.reject(errorNamed(name, 'no'));

describe('a reason that is too long for the state', () => {
	it('is read again for the record', async () => {
		expect(await record(async () => 'the whole')).toMatchObject({ failureReason: 'the whole' });
		expect(await record(async () => 'the whole')).not.toHaveProperty('isFailureReasonCut');
	});

	it.each([
		['is gone', () => Promise.resolve(undefined)],
		['is refused', refuse('DescribeRefused')],
	] as const)('is recorded by its beginning and marked as cut if the whole %s', async (_case, readWholeReason) => {
		expect(await record(readWholeReason)).toMatchObject({ failureReason: 'beginning', isFailureReasonCut: true });
	});

	it('is read again later if the service is only busy', async () => {
		await expect(record(refuse('ServiceThrottled'))).rejects.toThrow('no');
	});
});
