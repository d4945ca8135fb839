import { describe, expect, it } from 'vitest';
import type { DatasetExportJob } from '#contracts/watch.ts';
import { createDescribeExportJob } from '#functions/watch-export/describe-export-job/describe-export-job.ts';
import { EXECUTION_ARN, jobOf, watchOf } from '../support/builders.ts';

const CREATED = '2026-03-01T02:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(CREATED) + seconds * 1000);

const look = (job: DatasetExportJob, ageSeconds = 60, earlier = { polls: 0, unknownStatusPolls: 0 }) =>
	createDescribeExportJob({
		describe: async () => job,
		pastDurations: async () => [300, 310],
		now: () => at(ageSeconds),
	})({
		watch: watchOf({ deadlineSeconds: 600 }),
		...earlier,
		startedAt: CREATED,
		executionArn: EXECUTION_ARN,
		forecast: null,
	});

describe('one look', () => {
	it('returns every field of the job and when to look again', async () => {
		const job = jobOf({ status: 'CREATE IN_PROGRESS' });
		expect(await look(job)).toEqual({
			polls: 1,
			unknownStatusPolls: 0,
			job,
			status: 'CREATE IN_PROGRESS',
			observedAt: at(60).toISOString(),
			isOverdue: false,
			waitSeconds: expect.any(Number),
			forecast: expect.objectContaining({
				pastExports: 2,
				fromSeconds: expect.any(Number),
				toSeconds: expect.any(Number),
			}),
			explanation: expect.stringMatching(
				/^nightly is "CREATE IN_PROGRESS" 1 min after its creation; usually takes .+; looking again in .+$/,
			),
			isFailureReasonCut: false,
		});
	});

	it('counts the deadline from the job’s creation, and says that an overdue job may still run', async () => {
		expect(await look(jobOf({ status: 'CREATE PENDING' }), 600)).toMatchObject({
			isOverdue: true,
			explanation: expect.stringContaining('it may still be running'),
		});
	});

	it('counts from the execution’s start where the answer has no timestamps', async () => {
		const { creationDateTime: _created, lastUpdatedDateTime: _updated, ...job } = jobOf({ status: 'CREATE PENDING' });
		expect(await look(job, 601)).toMatchObject({ isOverdue: true, job });
	});

	it('counts polls in a row at a status never heard of, and begins again after a known one', async () => {
		const unknown = await look(jobOf({ status: 'CREATE HALTED' }), 60, { polls: 3, unknownStatusPolls: 2 });
		expect(unknown).toMatchObject({
			polls: 4,
			unknownStatusPolls: 3,
			explanation: expect.stringContaining('CREATE HALTED'),
		});
		const known = await look(jobOf({ status: 'CREATE IN_PROGRESS' }), 60, { polls: 4, unknownStatusPolls: 3 });
		expect(known.unknownStatusPolls).toBe(0);
	});

	it('takes an answer without status, or without anything, for an unknown status', async () => {
		expect(await look({})).toMatchObject({ status: 'MISSING', unknownStatusPolls: 1, job: {} });
	});

	it.each([[undefined], [''], ['  ']])('says in words that a failed job gave no reason: %j', async (failureReason) => {
		const { job } = await look(
			jobOf({ status: 'CREATE FAILED', ...(failureReason !== undefined && { failureReason }) }),
		);
		expect(job.failureReason).toBe('Personalize gave no failureReason');
	});

	it.each([['x'], ['ж'], ['漢'], ['😀'], ['\u0001']])(
		'keeps a reason of 100 kB of %j within the state',
		async (character) => {
			const failureReason = character.repeat(100_000 / character.length);
			const observation = await look(jobOf({ status: 'CREATE FAILED', failureReason }));
			expect(observation.isFailureReasonCut).toBe(true);
			expect(observation.job.failureReason?.length).toBeLessThanOrEqual(32_768);
			expect(observation.job.failureReason?.length).toBeGreaterThan(32_000);
			expect(observation.job.failureReason?.isWellFormed()).toBe(true);
			expect(Buffer.byteLength(JSON.stringify(observation))).toBeLessThan(262_144 - 16_384);
		},
	);
});
