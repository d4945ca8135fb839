import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { hasJobEnded, outcomes } from '#contracts/vocabulary.ts';
import { claimRecord } from '#functions/watch-export/outcome/record-calls.ts';
import { createRecordsTable, recordOf, TABLE } from '../../../support/records-table.ts';

const never = new AbortController().signal;
let table: Awaited<ReturnType<typeof createRecordsTable>>;
beforeAll(async () => {
	table = await createRecordsTable();
});

let jobs = 0;
const newJob = () => `job-${jobs++}`;
const claim = (record: ExportJobRecord, isReplay = false, startedAt = '2026-03-01T11:59:00Z') =>
	claimRecord(table.documents, TABLE, record, { isReplay, startedAt }, never);

const pairs = outcomes.flatMap((recorded) => outcomes.map((own) => [recorded, own] as const));

describe('the record of a job', () => {
	it.each(pairs)(
		'says %s; another watch with %s side by side may replace it only if the job has ended since',
		async (recorded, own) => {
			const job = newJob();
			expect(await claim(recordOf(job, recorded, 'first'))).toBe(true);
			const mayReplace = hasJobEnded[own] && !hasJobEnded[recorded];
			expect(await claim(recordOf(job, own, 'second'))).toBe(mayReplace);
			expect((await table.read(job))?.outcome).toBe(mayReplace ? own : recorded);
		},
	);

	it.each(pairs)('says %s; the same execution may write %s again', async (recorded, own) => {
		const job = newJob();
		await claim(recordOf(job, recorded, 'first'));
		expect(await claim(recordOf(job, own, 'first'))).toBe(true);
	});

	it.each(pairs)(
		'says %s; a replay with %s may replace it, but not the end of the job by that of a watch',
		async (recorded, own) => {
			const job = newJob();
			await claim(recordOf(job, recorded, 'first'));
			const mayReplace = hasJobEnded[own] || !hasJobEnded[recorded];
			expect(await claim(recordOf(job, own, 'second'), true)).toBe(mayReplace);
		},
	);

	it.each([
		['TIMED_OUT', 'TIMED_OUT', true],
		['BROKEN', 'TIMED_OUT', true],
		['SUCCEEDED', 'TIMED_OUT', false],
		['FAILED', 'BROKEN', false],
	] as const)('says %s; a watch that began later and ends %s may replace it: %s', async (recorded, own, mayReplace) => {
		const job = newJob();
		await claim(recordOf(job, recorded, 'first'));
		expect(await claim(recordOf(job, own, 'second'), false, '2026-03-01T12:00:01Z')).toBe(mayReplace);
	});

	it('has one owner if ten executions race', async () => {
		const job = newJob();
		const claims = await Promise.all(
			Array.from({ length: 10 }, (_none, n) => claim(recordOf(job, 'FAILED', `racer-${n}`))),
		);
		expect(claims.filter(Boolean)).toHaveLength(1);
	});
});
