import { describe, expect, it } from 'vitest';
import { type DatasetExportJob, type PollRequest, pollRequest } from '#contracts/watch.ts';
import { describeExportJob } from '#functions/watch-export/describe-export-job/describe-export-job.ts';
import { jobOf, pollOf, watchOf } from '../../../support/builders.ts';

const CREATED = '2026-03-01T02:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(CREATED) + seconds * 1000);

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const poll = (
	job: DatasetExportJob,
	ageSeconds = 60,
	earlier: Partial<PollRequest> = {},
	past: readonly number[] = [300, 310],
) =>
	describeExportJob(pollOf({ watch: watchOf({ deadlineSeconds: 600 }), ...earlier }), {
		describe: async () => job,
		pastDurations: async () => past,
		now: () => at(ageSeconds),
	});

describe('a poll', () => {
	it('returns every field of the job and when to poll again', async () => {
		const job = jobOf({ status: 'CREATE IN_PROGRESS' });
		expect(await poll(job)).toEqual({
			polls: 1,
			unansweredPolls: 0,
			unknownStatusPolls: 0,
			job,
			status: 'CREATE IN_PROGRESS',
			observedAt: at(60).toISOString(),
			isOverdue: false,
			waitSeconds: expect.any(Number),
			secondsToDeadline: 540,
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

	it.each([
		['x', 32_000],
		['ж', 32_000],
		['漢', 32_000],
		['😀', 32_000],
		['"', 32_000],
		['\u0001', 21_845],
	])('cuts a reason of 100 kB of %j so that it fits the state', async (character, characters) => {
		const failureReason = character.repeat(100_000 / character.length);
		const observation = await poll(jobOf({ status: 'CREATE FAILED', failureReason }));
		expect(observation.isFailureReasonCut).toBe(true);
		expect(observation.job.failureReason?.length).toBeLessThanOrEqual(characters);
		expect(observation.job.failureReason?.length).toBeGreaterThan(characters - 100);
		expect(observation.job.failureReason?.isWellFormed()).toBe(true);
		expect(bytesOf(observation)).toBeLessThan(150_000);
	});

	it('takes a status of 300,000 characters for an undocumented one, and shows its beginning', async () => {
		const observation = await poll(jobOf({ status: `ACTIVE ${'x'.repeat(300_000)}` }));
		expect(observation).toMatchObject({
			unknownStatusPolls: 1,
			status: expect.stringMatching(/^ACTIVE x+ … \[cut\]$/),
		});
		expect(observation.job.status).toBe(observation.status);
		expect(observation.status.length).toBeLessThanOrEqual(256);
		expect(bytesOf(observation)).toBeLessThan(10_000);
	});

	it('leaves out a path that is too long, because its beginning would be another folder', async () => {
		const { job } = await poll(
			jobOf({ jobOutput: { s3DataDestination: { path: `s3://exports/${'x'.repeat(5_000)}/` } } }),
		);
		expect(job.jobOutput).toEqual({ s3DataDestination: {} });
	});

	it.each([['x'], ['漢'], ['"'], ['\u0001'], ['\uD83D']])(
		'fits the state even if every text of the job is a megabyte of %j',
		async (character) => {
			const text = character.repeat(1_000_000);
			const observation = await poll({
				jobName: text,
				datasetExportJobArn: text,
				datasetArn: text,
				ingestionMode: text,
				roleArn: text,
				status: text,
				jobOutput: { s3DataDestination: { path: text, kmsKeyArn: text } },
				failureReason: text,
			});
			expect(bytesOf(observation)).toBeLessThan(150_000);
			expect(JSON.stringify(observation).isWellFormed()).toBe(true);
			expect(JSON.stringify(observation)).not.toMatch(/\\ud[89a-f]/);
		},
	);

	it('leaves a third of the state free even if every text of the job is as long as can be', async () => {
		const field = '漢'.repeat(1_364);
		const observation = await poll({
			jobName: field,
			datasetExportJobArn: field,
			datasetArn: field,
			ingestionMode: field,
			roleArn: field,
			status: '漢'.repeat(256),
			jobOutput: { s3DataDestination: { path: field, kmsKeyArn: field } },
			failureReason: '\u0001'.repeat(21_845),
		});
		expect(observation.job).toMatchObject({ jobName: field, datasetArn: field });
		expect(observation.isFailureReasonCut).toBe(false);
		expect(bytesOf(observation)).toBeLessThan(170_000);
	});

	it('counts from the start of the execution if the job is said to be created in the future', async () => {
		const job = jobOf({ status: 'CREATE PENDING', creationDateTime: '9999-01-01T00:00:00.000Z' });
		expect(await poll(job, 600)).toMatchObject({ isOverdue: true });
	});

	it.each([
		['1970-01-01T00:00:00.000Z', []],
		['9999-12-31T23:59:59.999Z', []],
		[CREATED, [1e-9, 1e-9]],
		[CREATED, [1e15, 1e-3, 1e15]],
		[CREATED, new Array(100).fill(7)],
	])(
		'answers within its contract for a creation at %s and past exports of %j seconds',
		async (creationDateTime, past) => {
			const answer = await poll(jobOf({ status: 'CREATE PENDING', creationDateTime }), 60, undefined, past);
			const next = { ...pollOf(), ...JSON.parse(JSON.stringify(answer)) };
			expect(pollRequest.safeParse(next).error?.issues).toBeUndefined();
			expect(answer.waitSeconds).toBeGreaterThanOrEqual(1);
		},
	);
});

describe('a poll without an answer', () => {
	const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ServiceThrottled' });
	const silence = (ageSeconds: number, earlier: Partial<PollRequest> = {}) =>
		describeExportJob(pollOf({ watch: watchOf({ deadlineSeconds: 3_600 }), ...earlier }), {
			describe: async () => {
				throw throttled;
			},
			pastDurations: async () => [],
			now: () => at(ageSeconds),
		});

	it('keeps what was seen before, and polls again soon', async () => {
		const job = jobOf({ status: 'CREATE IN_PROGRESS' });
		const before = { polls: 3, unknownStatusPolls: 1, job, observedAt: at(60).toISOString() };
		expect(await silence(90, before)).toMatchObject({
			...before,
			polls: 4,
			unansweredPolls: 1,
			status: 'CREATE IN_PROGRESS',
			isOverdue: false,
			secondsToDeadline: 3_510,
			waitSeconds: expect.toSatisfy((seconds) => seconds >= 1 && seconds <= 2),
			explanation: expect.stringMatching(
				/^nightly: no answer to 1 poll for 30 sec: Rate exceeded; polling again in \d sec$/,
			),
		});
	});

	it('has no status if there was no answer at all', async () => {
		expect(await silence(5)).toMatchObject({ job: {}, status: 'MISSING', unknownStatusPolls: 0 });
	});

	it('counts the attempts of an outage', async () => {
		expect(await silence(90, { polls: 3, attempt: 5 })).toMatchObject({ polls: 8 });
	});

	it('waits longer the longer the silence lasts, but never past the deadline', async () => {
		const longest = (unansweredPolls: number, ageSeconds: number) =>
			Promise.all(
				Array.from({ length: 50 }, (_, polls) =>
					silence(ageSeconds, { polls, unansweredPolls }).then(({ waitSeconds }) => waitSeconds),
				),
			).then((waits) => Math.max(...waits));
		expect(await longest(2, 20)).toBeLessThanOrEqual(8);
		expect(await longest(9, 400)).toBeLessThanOrEqual(60);
		expect(await longest(15, 2_400)).toBeGreaterThan(200);
		expect(await longest(15, 2_400)).toBeLessThanOrEqual(300);
		expect(await longest(15, 3_550)).toBeLessThanOrEqual(50);
	});

	it('ends the watch past the deadline, but only after as many polls as any step is tried', async () => {
		const job = jobOf({ status: 'CREATE PENDING' });
		expect(await silence(3_700, { unansweredPolls: 19, job })).toMatchObject({ isOverdue: false });
		await expect(silence(3_700, { unansweredPolls: 20, job })).rejects.toMatchObject({
			name: 'UnansweredUntilDeadline',
			message:
				'no answer to 21 polls for 1 hr, 1 min, 40 sec, until the deadline of 1 hr had passed; the last answer was "CREATE PENDING"; Rate exceeded',
		});
		await expect(silence(3_700, { unansweredPolls: 20 })).rejects.toThrow('none was answered before');
	});

	it('fails if the error is permanent', async () => {
		const refused = Object.assign(new Error('no'), { name: 'DescribeRefused' });
		const describing = { describe: () => Promise.reject(refused), pastDurations: async () => [], now: () => at(1) };
		await expect(describeExportJob(pollOf(), describing)).rejects.toBe(refused);
	});
});
