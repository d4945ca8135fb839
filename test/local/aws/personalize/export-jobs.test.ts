import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatasetCatalog } from '../../../../local/aws/personalize/dataset-catalog.ts';
import { createExportJobs } from '../../../../local/aws/personalize/export-jobs.ts';
import { planJob } from '../../../../local/aws/personalize/job-plan.ts';
import type { CreateDatasetExportJobRequest } from '../../../../local/aws/personalize/requests.ts';
import { type Clock, systemClock } from '../../../../local/aws/shared/clock.ts';
import { request, type Simulation, simulate, startSimulation, to } from '../../../support/simulation.ts';

const { datasets } = createDatasetCatalog();

const createdAt = new Date('2025-06-01T02:00:00.000Z');
const at = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000);
const passUntil = (seconds: number) => vi.setSystemTime(at(seconds));

let simulation: Simulation;
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	vi.setSystemTime(createdAt);
	simulation = await startSimulation();
});
afterEach(async () => {
	await simulation.stop();
	vi.useRealTimers();
});

describe('an export job', () => {
	it('is pending for a fifth of its duration, then in progress, then active', async () => {
		const job = await simulation.create(simulate({ seconds: '100' }));
		const seen = [];
		for (const seconds of [0, 19.9, 20, 99.9, 100]) {
			passUntil(seconds);
			seen.push((await simulation.describe(job)).status);
		}
		expect(seen).toEqual(['CREATE PENDING', 'CREATE PENDING', 'CREATE IN_PROGRESS', 'CREATE IN_PROGRESS', 'ACTIVE']);
	});

	it('takes fifteen seconds by default', async () => {
		const job = await simulation.create();
		passUntil(14.9);
		expect(await simulation.describe(job)).toMatchObject({ status: 'CREATE IN_PROGRESS' });
		passUntil(15);
		expect(await simulation.describe(job)).toMatchObject({ status: 'ACTIVE' });
	});

	it('dates a transition when it was due, not when somebody asked', async () => {
		const job = await simulation.create(simulate({ seconds: '100', status: 'CREATE FAILED' }));
		expect(await simulation.describe(job)).toMatchObject({ lastUpdatedDateTime: createdAt });
		passUntil(35);
		expect(await simulation.describe(job)).toMatchObject({ lastUpdatedDateTime: at(20) });
		passUntil(5000);
		expect(await simulation.describe(job)).toMatchObject({ creationDateTime: createdAt, lastUpdatedDateTime: at(100) });
	});

	it('ends when its files are written', async () => {
		const job = await simulation.create(simulate({ seconds: '100' }));
		passUntil(130);
		expect(await simulation.describe(job)).toMatchObject({ status: 'ACTIVE', lastUpdatedDateTime: at(130) });
	});

	it('is not active before its files are in S3', async () => {
		const job = await simulation.create({ ...to('s3://exports/nightly/'), ...simulate({ seconds: '100' }) });
		const writing = Promise.withResolvers<void>();
		simulation.s3.middlewareStack.add(
			(next, { commandName }) =>
				async (args) => {
					if (commandName === 'PutObjectCommand') await writing.promise;
					return next(args);
				},
			{ step: 'initialize' },
		);
		passUntil(100);
		const description = simulation.describe(job);
		expect(await Promise.race([description, sleep(30, 'still writing')])).toBe('still writing');

		writing.resolve();
		expect(await description).toMatchObject({ status: 'ACTIVE' });
		expect(await simulation.listKeys('exports')).toEqual(['nightly/part-00000.csv']);
	});

	it('has written nothing while it is in progress', async () => {
		const job = await simulation.create(simulate({ seconds: '100' }));
		passUntil(99);
		expect(await simulation.describe(job)).toMatchObject({ status: 'CREATE IN_PROGRESS' });
		expect(await simulation.listKeys('exports')).toEqual([]);
	});

	it('writes its files in time although nobody polls', async () => {
		vi.useRealTimers();
		await simulation.create({ ...to('s3://exports/unwatched/'), ...simulate({ seconds: '0.05' }) });
		await expect.poll(() => simulation.listKeys('exports'), { interval: 5 }).toEqual(['unwatched/part-00000.csv']);
	});

	it('writes its files once although several calls ask at the same time', async () => {
		await simulation.putSource('demo/INTERACTIONS/a.csv', 'USER_ID\nu1\nu2\nu3\n');
		const job = await simulation.create(simulate({ seconds: '100', parts: '3' }));
		const sent = vi.spyOn(simulation.s3, 'send');
		passUntil(100);
		const answers = await Promise.all([simulation.describe(job), simulation.describe(job), simulation.describe(job)]);

		expect(answers.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
		expect(sent.mock.calls.filter(([command]) => command instanceof PutObjectCommand)).toHaveLength(3);
	});

	it('fails with the bucket and the S3 error if its bucket does not exist', async () => {
		const job = await simulation.create({ ...to('s3://no-such-bucket/exports/'), ...simulate({ seconds: '10' }) });
		passUntil(60);
		expect(await simulation.describe(job)).toMatchObject({
			status: 'CREATE FAILED',
			failureReason: expect.stringMatching(/no-such-bucket: NoSuchBucket/),
			lastUpdatedDateTime: at(10),
		});
	});

	it('fails with the name of the object that is not CSV', async () => {
		await simulation.putSource('demo/INTERACTIONS/broken.csv', 'USER_ID\n"never closed\n');
		const job = await simulation.create(simulate({ seconds: '10' }));
		passUntil(10);
		expect(await simulation.describe(job)).toMatchObject({
			status: 'CREATE FAILED',
			failureReason: expect.stringMatching(/s3:\/\/personalize-datasets\/demo\/INTERACTIONS\/broken\.csv/),
		});
	});

	it('fails with the reason in its tags', async () => {
		const job = await simulation.create({
			...to('s3://exports/denied/'),
			...simulate({ seconds: '10', status: 'CREATE FAILED', failureReason: 'kms:GenerateDataKey was denied' }),
		});
		passUntil(9);
		expect(await simulation.describe(job)).not.toHaveProperty('failureReason');
		passUntil(10);
		expect(await simulation.describe(job)).toMatchObject({
			status: 'CREATE FAILED',
			failureReason: 'kms:GenerateDataKey was denied',
		});
		expect(await simulation.listKeys('exports')).toEqual([]);
	});

	it.each([
		simulate({ seconds: '0', status: 'CREATE FAILED' }),
		simulate({ seconds: '0', status: 'CREATE FAILED', failureReason: '' }),
	])('fails with a default reason if its tags give none', async (steering) => {
		const job = await simulation.create(steering);
		expect(await simulation.describe(job)).toMatchObject({ failureReason: expect.stringContaining('s3:PutObject') });
	});

	it('fails with a reason longer than a tag if its tags ask for one', async () => {
		const job = await simulation.create(
			simulate({
				seconds: '0',
				status: 'CREATE FAILED',
				failureReason: 'abc',
				failureReasonCharacters: '40000',
			}),
		);
		const { failureReason = '' } = await simulation.describe(job);
		expect(failureReason).toHaveLength(40_000);
		expect(failureReason.slice(0, 7)).toBe('abcabca');
	});

	it.each(['CREATE PENDING', 'CREATE IN_PROGRESS'])('stays %s for ever if its tags say so', async (status) => {
		const job = await simulation.create(simulate({ seconds: '10', status }));
		passUntil(30 * 24 * 3600);
		expect(await simulation.describe(job)).toMatchObject({ status });
	});

	it('keeps an unknown status from its end on if its tags say so', async () => {
		const job = await simulation.create(simulate({ seconds: '10', status: 'CREATE HALTED' }));
		passUntil(9);
		expect(await simulation.describe(job)).toMatchObject({ status: 'CREATE IN_PROGRESS' });
		for (const seconds of [10, 100_000]) {
			passUntil(seconds);
			expect(await simulation.describe(job)).toMatchObject({ status: 'CREATE HALTED', lastUpdatedDateTime: at(10) });
		}
	});

	it('stays as it is after the simulator has closed', async () => {
		await simulation.create(simulate({ seconds: '0.02' }));
		simulation.closeSimulator();
		passUntil(60);
		await sleep(50);
		expect(await simulation.listKeys('exports')).toEqual([]);
	});

	it('holds the clock while its files are being written', async () => {
		let held = 0;
		let heldWhileWriting = 0;
		const clock: Clock = {
			...systemClock,
			hold: async (work) => {
				held += 1;
				try {
					return await work();
				} finally {
					held -= 1;
				}
			},
		};
		const jobs = createExportJobs({
			clock,
			writeExport: async () => {
				heldWhileWriting = held;
			},
		});
		const [dataset] = datasets;
		if (!dataset) throw new Error('the embedded Personalize has no dataset');
		jobs.add({
			datasetExportJobArn: 'arn:of:job',
			request: { ...request(), ingestionMode: undefined, tags: undefined } as CreateDatasetExportJobRequest,
			plan: planJob(simulate({ seconds: '0' }).tags, 'USERS', 'exports'),
			export: { dataset, destination: { bucket: 'exports', prefix: '' }, parts: 1 },
		});
		const job = jobs.find('arn:of:job');
		if (job) await jobs.settle(job);
		jobs.close();
		expect({ status: job?.status, heldWhileWriting, held }).toEqual({ status: 'ACTIVE', heldWhileWriting: 1, held: 0 });
	});
});
