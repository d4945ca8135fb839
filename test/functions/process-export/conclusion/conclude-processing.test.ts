import { describe, expect, it } from 'vitest';
import type { DatasetNotification, RecordedDataset } from '#contracts/dataset.ts';
import type { ProcessingReport } from '#contracts/processing.ts';
import { concludeProcessing, type DatasetRecords } from '#functions/process-export/conclusion/conclude-processing.ts';
import { ServiceUnavailable } from '#functions/shared/errors.ts';
import { EXECUTION_ARN, JOB_ARN } from '../../../support/builders.ts';

const reportOf = (partial: Partial<ProcessingReport> = {}): ProcessingReport => ({
	outcome: 'READY',
	executionArn: EXECUTION_ARN,
	startedAt: '2026-03-01T02:00:00.000Z',
	input: { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } },
	...partial,
});

interface World {
	readonly isWatched: boolean;
	readonly failing: (call: string) => Error | undefined;
}

/** A record, if the export was watched, a bus and a topic; `failing` says which call fails when. */
const createWorld = ({ isWatched = true, failing = () => undefined }: Partial<World> = {}) => {
	let recorded: RecordedDataset | undefined;
	const events: DatasetNotification[] = [];
	const messages: { readonly body: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
	const removals: string[] = [];
	const orFail = (call: string): void => {
		const error = failing(call);
		if (error) throw error;
	};
	const records: DatasetRecords = {
		record: async (_job, dataset) => {
			orFail('record');
			if (!isWatched) return undefined;
			if (recorded?.notificationId !== dataset.notificationId) recorded = dataset;
			return recorded;
		},
		writeAction: async (_job, { notificationId }, action, written, { status, claimId }) => {
			orFail(written.status);
			const stands = recorded?.actions[action];
			if (recorded?.notificationId !== notificationId) return false;
			if (stands?.status !== status || stands.claimId !== claimId) return false;
			recorded = { ...recorded, actions: { ...recorded.actions, [action]: written } };
			return true;
		},
	};
	const conclude = (report = reportOf()) =>
		concludeProcessing(report, {
			records,
			putEvent: async (_detailType, _resource, detail) => {
				orFail('putEvent');
				return `event-${events.push(detail)}`;
			},
			publish: async (_subject, body, attributes) => {
				orFail('publish');
				return `message-${messages.push({ body, attributes })}`;
			},
			removeStaging: async () => void removals.push('staging'),
			now: () => new Date('2026-03-01T02:01:30.000Z'),
			warn: () => {},
		});
	return { conclude, events, messages, removals, recorded: () => recorded };
};
const unavailable = () => new ServiceUnavailable('it', new Error('503'));
/** Fails a call for the first so many times. */
const failingFirst = (times: number, call: string) => {
	let left = times;
	return (called: string) => (called === call && left-- > 0 ? unavailable() : undefined);
};

describe('the end of a processing', () => {
	it('is recorded with what has been sent', async () => {
		const { conclude, recorded } = createWorld();
		await conclude();
		expect(recorded()).toMatchObject({
			status: 'READY',
			actions: { event: { status: 'DONE', id: 'event-1' }, message: { status: 'DONE', id: 'message-1' } },
		});
	});

	it('is notified once, however often the topic fails', async () => {
		const { conclude, events, messages } = createWorld({ failing: failingFirst(2, 'publish') });
		await expect(conclude()).rejects.toThrow('503');
		await expect(conclude()).rejects.toThrow('503');
		await conclude();
		await conclude();
		expect({ events: events.length, messages: messages.length }).toEqual({ events: 1, messages: 1 });
	});

	it('is notified once, however often the bus or the table fails', async () => {
		for (const call of ['putEvent', 'record']) {
			const { conclude, events, messages } = createWorld({ failing: failingFirst(2, call) });
			for (let attempt = 0; attempt < 4; attempt += 1) await conclude().catch(() => {});
			expect({ events: events.length, messages: messages.length }, call).toEqual({ events: 1, messages: 1 });
		}
	});

	it('is notified once, though the record cannot say so: the step ends well, so that nothing repeats it', async () => {
		const { conclude, events, messages, recorded } = createWorld({ failing: failingFirst(2, 'DONE') });
		await conclude();
		expect({ events: events.length, messages: messages.length }).toEqual({ events: 1, messages: 1 });
		expect(recorded()?.actions.event).toMatchObject({ status: 'STARTED', claimId: expect.any(String) });
	});

	it('is notified once by six functions at once, and the others are to come again', async () => {
		const { conclude, events, messages, recorded } = createWorld();
		const ends = await Promise.allSettled(Array.from({ length: 6 }, () => conclude()));
		expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(ServiceUnavailable);
		expect({ events: events.length, messages: messages.length }).toEqual({ events: 1, messages: 1 });
		expect(recorded()?.actions).toMatchObject({ event: { status: 'DONE' }, message: { status: 'DONE' } });
	});

	it('has one id in every repetition, in the event, in the message and in its attributes, and another one elsewhere', async () => {
		const { conclude, events, messages } = createWorld({ isWatched: false });
		for (let attempt = 0; attempt < 2; attempt += 1) await conclude();
		await conclude(reportOf({ outcome: 'FAILED', error: { Error: 'RowsLost', Cause: '' } }));
		await conclude(reportOf({ executionArn: `${EXECUTION_ARN}-again` }));
		const ids = events.map(({ notificationId }) => notificationId);
		expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
		expect(new Set(ids).size).toBe(3);
		expect(ids[1]).toBe(ids[0]);
		expect(messages.map(({ attributes }) => attributes.notificationId)).toEqual(ids);
		expect(messages.map(({ body }) => JSON.parse(JSON.parse(body).sqs).notificationId)).toEqual(ids);
	});

	it('removes the staging folder of a run that succeeded, after all else, and leaves that of another', async () => {
		const failed = createWorld();
		await failed.conclude(reportOf({ outcome: 'FAILED', error: { Error: 'RowsLost', Cause: '' } }));
		expect(failed.removals).toEqual([]);
		const ready = createWorld({ failing: failingFirst(1, 'publish') });
		await ready.conclude().catch(() => {});
		expect(ready.removals).toEqual([]);
		await ready.conclude();
		expect(ready.removals).toEqual(['staging']);
	});
});
