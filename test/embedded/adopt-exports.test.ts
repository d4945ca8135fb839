import { setTimeout as sleep } from 'node:timers/promises';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();
const RULE = 'export-job-api-call';

/** A sweep leaves younger jobs alone. */
const letTenMinutesPass = () => vi.setSystemTime(Date.now() + 600_000);

/** Creates jobs for which no event starts a watch. */
const createUnwatched = async (count: number, tags: Record<string, string>) => {
	const { eventBridge } = aws.clients();
	await eventBridge.send(new DisableRuleCommand({ Name: RULE }));
	const jobs: string[] = [];
	for (let n = 0; n < count; n += 1) jobs.push(await aws.createExport(tags));
	await eventBridge.send(new EnableRuleCommand({ Name: RULE }));
	return jobs;
};

describe('a sweep', () => {
	it('adopts each job created while the rule was off by exactly one watch, also if two sweeps run at once', async () => {
		const jobs = await aws.holdTime(async () => {
			const created = await createUnwatched(3, { seconds: '1800' });
			expect((await aws.sweep()).adopted).toEqual([]);
			letTenMinutesPass();
			await Promise.all([aws.sweep(), aws.sweep()]);
			expect((await aws.sweep()).adopted).toEqual([]);
			return created;
		});
		for (const job of jobs) {
			const watches = await aws.watchesOf(job);
			expect(watches).toHaveLength(1);
			expect((await aws.endOf(watches[0] ?? '')).status).toBe('SUCCEEDED');
			expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'SUCCEEDED', foundLate: false }]);
		}
	});

	it('lets a finished job that nobody watched be recorded and notified at the first poll, as found late', async () => {
		const [job = ''] = await createUnwatched(1, { seconds: '10', status: 'CREATE FAILED' });
		vi.setSystemTime(Date.now() + 3_600_000);
		expect((await aws.sweep()).adopted).toEqual([job]);
		expect((await aws.endOf((await aws.watchesOf(job))[0] ?? '')).error).toBe('ExportFailed');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'FAILED', polls: 1, foundLate: true });
		expect(await aws.notificationsOf(job)).toMatchObject([
			{ foundLate: true, text: expect.stringContaining('Found late') },
		]);
	});

	it('leaves watched and recorded jobs alone, and jobs older than it looks back', async () => {
		const watched = await aws.createExport({ seconds: '86000' });
		await aws.watchesOf(watched);
		const [old = ''] = await createUnwatched(1, { seconds: '86000' });
		vi.setSystemTime(Date.now() + 49 * 3_600_000);
		const { adopted, listed, recent } = await aws.sweep();
		expect(adopted).not.toContain(watched);
		expect(adopted).not.toContain(old);
		expect(listed).toBeGreaterThan(recent);
	});

	it('does not restart a watch that somebody has stopped', async () => {
		await aws.holdTime(async () => {
			const [job = ''] = await createUnwatched(1, { seconds: '86000' });
			letTenMinutesPass();
			expect((await aws.sweep()).adopted).toEqual([job]);
			const [executionArn] = await aws.watchesOf(job);
			await aws.clients().stepFunctions.send(new StopExecutionCommand({ executionArn }));
			while (!(await aws.recordOf(job))) await sleep(5);
			expect(await aws.sweep()).toMatchObject({ adopted: [], givenUp: [], recorded: expect.any(Number) });
		});
	});

	it('finds its jobs on every page of the list', async () => {
		const jobs = await createUnwatched(120, { seconds: '5' });
		letTenMinutesPass();
		const { adopted } = await aws.sweep();
		expect([...adopted].sort()).toEqual([...jobs].sort());
	}, 180_000);
});
