import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();

/** The times of a watch's describe calls in epoch milliseconds, throttled calls included. */
const describeCalls = (events: readonly HistoryEvent[]): number[] => {
	let state = '';
	return events.flatMap(({ type, timestamp, stateEnteredEventDetails }) => {
		state = stateEnteredEventDetails?.name ?? state;
		return type === 'TaskStarted' && state === 'DescribeExportJob' && timestamp ? [timestamp.getTime()] : [];
	});
};

const peakASecond = (times: readonly number[]): number => {
	const perSecond = Map.groupBy(times, (time) => Math.floor(time / 1000));
	return Math.max(...[...perSecond.values()].map(({ length }) => length));
};

it('forty watches at a time end right within the request rate of the service', async () => {
	const jobs: string[] = [];
	for (let n = 0; n < 40; n += 1) {
		jobs.push(await aws.createExport({ seconds: String(600 + n), status: n % 4 === 0 ? 'CREATE FAILED' : 'ACTIVE' }));
	}
	const calls: number[] = [];
	for (const [n, job] of jobs.entries()) {
		const [watch = ''] = await aws.watchesOf(job);
		const { status, error } = await aws.endOf(watch);
		expect({ job, status, error }).toEqual(
			n % 4 === 0 ? { job, status: 'FAILED', error: 'ExportFailed' } : { job, status: 'SUCCEEDED', error: undefined },
		);
		expect(await aws.notificationsOf(job)).toHaveLength(1);
		calls.push(...describeCalls(await aws.historyOf(watch)));
	}
	const seconds = (Math.max(...calls) - Math.min(...calls)) / 1000;
	process.stdout.write(
		`40 watches side by side: ${calls.length} describe calls in ${seconds} s, ${(calls.length / seconds).toFixed(2)} a second, at the peak ${peakASecond(calls)}\n`,
	);
}, 240_000);
