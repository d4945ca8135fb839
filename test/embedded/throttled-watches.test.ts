import { expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

/** Three for each job; the simulator takes a hundred jobs at a time. */
const WATCHES = Number(process.env.WATCHES ?? 6);

const aws = useEmbeddedAws({ requestRate: { perSecond: 1, burst: 1 } });

it('watches that share one request a second all end as their jobs do, and each job is notified once', async () => {
	const ends: { readonly job: string; readonly watch: string; readonly isActive: boolean }[] = [];
	for (let n = 0; n < WATCHES / 3; n += 1) {
		const isActive = n % 4 !== 0;
		const job = await aws.createExport({ seconds: String(1_200 + n), status: isActive ? 'ACTIVE' : 'CREATE FAILED' });
		for (const input of [job, { datasetExportJobArn: job }]) {
			ends.push({ job, watch: await aws.startWatch(input), isActive });
		}
		const started = ends.map(({ watch }) => watch);
		for (const watch of await aws.watchesOf(job)) if (!started.includes(watch)) ends.push({ job, watch, isActive });
	}
	expect(ends).toHaveLength(WATCHES);

	for (const { watch, isActive } of ends) {
		const { status, error } = await aws.endOf(watch);
		expect({ status, error }).toEqual({
			status: isActive ? 'SUCCEEDED' : 'FAILED',
			error: isActive ? undefined : 'ExportFailed',
		});
	}
	const late: number[] = [];
	for (const job of new Set(ends.map((each) => each.job))) {
		expect(await aws.notificationsOf(job)).toHaveLength(1);
		late.push((await aws.recordOf(job))?.detectionSeconds ?? Number.NaN);
	}
	const [middle, last] = [late.sort((one, other) => one - other)[late.length >> 1], late.at(-1)];
	process.stdout.write(`${WATCHES} watches: an end is found after ${middle} s in the median, ${last} s at most\n`);
}, 1_800_000);
