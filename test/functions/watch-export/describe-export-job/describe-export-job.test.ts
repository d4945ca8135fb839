import { describe, expect, it } from 'vitest';
import type { DatasetExportJob } from '#contracts/watch.ts';
import { describeExportJob } from '#functions/watch-export/describe-export-job/describe-export-job.ts';
import { EXECUTION_ARN, jobOf, watchOf } from '../../../support/builders.ts';

const CREATED = '2026-03-01T02:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(CREATED) + seconds * 1000);

const poll = (job: DatasetExportJob, ageSeconds = 60, earlier = { polls: 0, unknownStatusPolls: 0 }) =>
	describeExportJob(
		{
			watch: watchOf({ deadlineSeconds: 600 }),
			...earlier,
			startedAt: CREATED,
			executionArn: EXECUTION_ARN,
			forecast: null,
		},
		{ describe: async () => job, pastDurations: async () => [300, 310], now: () => at(ageSeconds) },
	);

describe('a poll', () => {
	it('returns every field of the job and when to poll again', async () => {
		const job = jobOf({ status: 'CREATE IN_PROGRESS' });
		expect(await poll(job)).toEqual({
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
				/^nightly is "CREATE IN_PROGRESS" 1 min after its creation; usually takes .+; polling again in .+$/,
			),
			isFailureReasonCut: false,
		});
	});

	it('counts the deadline from the job’s creation, and says that an overdue job may still run', async () => {
		expect(await poll(jobOf({ status: 'CREATE PENDING' }), 600)).toMatchObject({
			isOverdue: true,
			explanation: expect.stringContaining('it may still be running'),
		});
	});

	it('counts from the start of the execution if the answer has no timestamps', async () => {
		const { creationDateTime: _created, lastUpdatedDateTime: _updated, ...job } = jobOf({ status: 'CREATE PENDING' });
		expect(await poll(job, 601)).toMatchObject({ isOverdue: true, job });
	});

	it('counts the polls in a row that find an undocumented status', async () => {
		const unknown = await poll(jobOf({ status: 'CREATE HALTED' }), 60, { polls: 3, unknownStatusPolls: 2 });
		expect(unknown).toMatchObject({
			polls: 4,
			unknownStatusPolls: 3,
			explanation: expect.stringContaining('CREATE HALTED'),
		});
		const known = await poll(jobOf({ status: 'CREATE IN_PROGRESS' }), 60, { polls: 4, unknownStatusPolls: 3 });
		expect(known.unknownStatusPolls).toBe(0);
	});

	it('takes an answer without a status for an undocumented one', async () => {
		expect(await poll({})).toMatchObject({ status: 'MISSING', unknownStatusPolls: 1, job: {} });
	});

	it.each([[undefined], [''], ['  ']])('says that a failed job gave no reason: %j', async (failureReason) => {
		const { job } = await poll(
			jobOf({ status: 'CREATE FAILED', ...(failureReason !== undefined && { failureReason }) }),
		);
		expect(job.failureReason).toBe('Personalize gave no failureReason');
	});

	it.each([['x'], ['ж'], ['漢'], ['😀'], ['\u0001']])(
		'cuts a reason of 100 kB of %j so that it fits the state',
		async (character) => {
			const failureReason = character.repeat(100_000 / character.length);
			const observation = await poll(jobOf({ status: 'CREATE FAILED', failureReason }));
			expect(observation.isFailureReasonCut).toBe(true);
			expect(observation.job.failureReason?.length).toBeLessThanOrEqual(32_768);
			expect(observation.job.failureReason?.length).toBeGreaterThan(32_000);
			expect(observation.job.failureReason?.isWellFormed()).toBe(true);
			expect(Buffer.byteLength(JSON.stringify(observation))).toBeLessThan(262_144 - 16_384);
		},
	);
});
