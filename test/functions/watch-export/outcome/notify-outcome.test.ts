import { describe, expect, it } from 'vitest';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import { AWS_CONSOLE, outcomeDetailTypes, outcomes } from '#contracts/vocabulary.ts';
import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import { explainFailure } from '#functions/watch-export/outcome/explain-failure.ts';
import { exportJobRecordOf } from '#functions/watch-export/outcome/export-job-record.ts';
import type { Records } from '#functions/watch-export/outcome/ledger.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import { failedReportOf, NO_ACTIONS, reportOf, watchOf } from '../../../support/builders.ts';
import { createRecordsInMemory } from '../../../support/records-table.ts';
import { errorNamed } from '../../../support/world.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');

interface Sent {
	readonly subject: string;
	readonly message: Record<string, string>;
	readonly attributes: Record<string, string>;
	readonly detailType: string;
	readonly detail: OutcomeNotification;
}

/** Notifies over a record that this execution owns, and answers with what came of it. */
const notifyWith = async (
	request: NotificationRequest,
	{
		records = createRecordsInMemory().records,
		putEvent = async () => {},
		publish = async () => {},
		ownActions = NO_ACTIONS,
		perform = async () => undefined,
	}: Partial<Faults> = {},
) => {
	const events: Pick<Sent, 'detailType' | 'detail'>[] = [];
	const messages: Pick<Sent, 'subject' | 'message' | 'attributes'>[] = [];
	const end = await notifyOutcome(request, {
		linkedConsole: AWS_CONSOLE,
		records,
		ownActions,
		perform,
		putEvent: async (detailType, _resource, detail) => {
			await putEvent();
			events.push({ detailType, detail });
			return 'event-1';
		},
		publish: async (subject, message, attributes) => {
			await publish();
			messages.push({ subject, message: JSON.parse(message), attributes });
			return 'message-1';
		},
		now: () => NOW,
		warn: () => {},
	}).catch((error: Error) => error);
	return { end, events, messages };
};
interface Faults {
	readonly records: Records;
	readonly putEvent: () => Promise<void>;
	readonly publish: () => Promise<void>;
	readonly ownActions: OwnActions;
	readonly perform: (name: string) => Promise<string | undefined>;
}

const notify = async (request: NotificationRequest): Promise<Sent> => {
	const { events, messages } = await notifyWith(request);
	return { ...events[0], ...messages[0] } as Sent;
};

/** The request after the outcome was recorded, and the records with it. */
const recorded = (report: WatchReport, ownActions = NO_ACTIONS) => {
	const record = exportJobRecordOf(
		report,
		explainFailure(report, NOW),
		{ text: report.observation.job?.failureReason, isCut: false },
		NOW,
		ownActions,
	);
	const { recordedAt, notificationId } = record;
	return { request: { ...report, record: { recordedAt, notificationId } }, ...createRecordsInMemory(record), record };
};

describe('a notification', () => {
	it('says what failed, why, how long it took and what to do', async () => {
		const { subject, message, attributes, detailType } = await notify(failedReportOf('Access denied: s3:PutObject'));
		expect(subject).toBe('Export nightly FAILED after 15 min');
		expect(message.default).toContain('Why         Access denied: s3:PutObject');
		expect(message.default).toContain('s3:ListBucket');
		expect(message.default).toContain('Took        15 min');
		expect(message.default).toContain('20 sec later, at poll 4');
		expect(JSON.parse(message.sqs ?? '')).toMatchObject({ outcome: 'FAILED', category: 'S3_ACCESS' });
		expect(attributes).toMatchObject({ outcome: 'FAILED', category: 'S3_ACCESS', jobName: 'nightly' });
		expect(detailType).toBe('Dataset Export Job Failed');
	});

	it.each(outcomes)('of %s is the event for this outcome', async (outcome) => {
		expect((await notify(reportOf({ outcome }))).detailType).toBe(outcomeDetailTypes[outcome]);
	});

	it('of failed actions is an event of its own', async () => {
		const actions = { record: { error: { Error: 'X', Cause: '' } } };
		const { subject, detailType } = await notify({ ...reportOf(), actions });
		expect(subject).toBe('Export nightly succeeded, but its actions failed');
		expect(detailType).toBe('Dataset Export Job Actions Failed');
	});

	it.each([['x'], ['漢'], ['😀'], ['\u0001'], ['"']])(
		'fits the services and has an ASCII subject of at most 100 characters, with a reason of 100 kB of %j',
		async (character) => {
			const report = failedReportOf(character.repeat(100_000 / character.length));
			const { subject, message } = await notify({ ...report, watch: watchOf({ jobName: `${character.repeat(80)}ü` }) });
			expect(subject).toMatch(/^[\x20-\x7E]{1,100}$/);
			expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(262_144);
		},
	);
});

describe('an event that the bus refuses', () => {
	const refusing = (name: string) => () => Promise.reject(errorNamed(name, 'no'));

	it('for good does not keep the message from people, and then fails the step', async () => {
		const { end, messages } = await notifyWith(reportOf(), { putEvent: refusing('AccessDeniedException') });
		expect(end).toMatchObject({ message: 'no' });
		expect(messages).toHaveLength(1);
	});

	it('for a moment fails the step before people get a message', async () => {
		const { end, messages } = await notifyWith(reportOf(), { putEvent: refusing('ServiceThrottled') });
		expect(end).toMatchObject({ message: 'no' });
		expect(messages).toHaveLength(0);
	});
});

describe('a recorded outcome', () => {
	/** Fails so many times, and then not any more. */
	const failing = (times: number, name = 'ServiceUnavailable') => {
		let left = times;
		return async () => {
			left -= 1;
			if (left >= 0) throw errorNamed(name, 'busy');
		};
	};

	it('is notified once, however often the step is repeated', async () => {
		const { request, records } = recorded(failedReportOf('Access denied'));
		const first = await notifyWith(request, { records });
		const second = await notifyWith(request, { records });
		expect(first.events).toHaveLength(1);
		expect(first.messages).toHaveLength(1);
		expect([...second.events, ...second.messages]).toEqual([]);
		expect(second.end).toEqual(first.end);
	});

	it('is put on the bus once although the topic fails twice', async () => {
		const { request, records } = recorded(failedReportOf('Access denied'));
		const publish = failing(2);
		const tries = [];
		for (let attempt = 0; attempt < 3; attempt += 1) tries.push(await notifyWith(request, { records, publish }));
		expect(tries.flatMap(({ events }) => events)).toHaveLength(1);
		expect(tries.flatMap(({ messages }) => messages)).toHaveLength(1);
	});

	it('is said with the same id in the event, in the message and in every repetition', async () => {
		const { request, records, record } = recorded(reportOf());
		const { events, messages } = await notifyWith(request, { records });
		const ids = [
			events[0]?.detail.notificationId,
			messages[0]?.attributes.notificationId,
			JSON.parse(messages[0]?.message.sqs ?? '').notificationId,
		];
		expect(ids).toEqual([record.notificationId, record.notificationId, record.notificationId]);
	});

	it('shows in the record which of its actions are done', async () => {
		const { request, records, only } = recorded(reportOf());
		await notifyWith(request, { records, publish: failing(1, 'NotFoundException') });
		expect(only()?.actions).toMatchObject({
			event: { status: 'DONE', id: 'event-1' },
			message: { status: 'STARTED' },
			processing: { status: 'UNDONE' },
		});
	});

	it('is left to the execution that has taken it over', async () => {
		const { request, records, record } = recorded(reportOf());
		await records.update(record, { ownerExecutionArn: 'another' }, {});
		const { events, messages } = await notifyWith(request, { records });
		expect([...events, ...messages]).toEqual([]);
	});

	it('whose actions failed is notified of that once for each execution', async () => {
		const { request, records } = recorded(reportOf());
		const failed = { ...reportOf(), actions: { processing: { error: { Error: 'X', Cause: '' } } } };
		const first = await notifyWith(failed, { records, publish: failing(1) });
		const second = await notifyWith(failed, { records });
		const third = await notifyWith(failed, { records });
		expect([first, second, third].map(({ events }) => events.length)).toEqual([1, 0, 0]);
		expect([first, second, third].map(({ messages }) => messages.length)).toEqual([0, 1, 0]);
		const { notificationId } = second.messages[0]?.attributes ?? {};
		expect(notificationId).toBe(first.events[0]?.detail.notificationId);
		expect(notificationId).not.toBe(request.record.notificationId);
	});
});

describe('failed actions of which nobody can be notified', () => {
	const failed = {
		...reportOf(),
		actions: {
			notify: {
				error: {
					Error: 'NotFoundException',
					Cause: '{"errorType":"NotFoundException","errorMessage":"Topic does not exist","trace":["at /var/task"]}',
				},
			},
			processing: {},
		},
	};
	const noTopic = () => Promise.reject(errorNamed('NotFoundException', 'Topic does not exist'));

	it('are named for the cause, those that failed only, with the reason why nobody was notified', async () => {
		const { end, events } = await notifyWith(failed, { publish: noTopic });
		expect(end).toMatchObject({
			reason:
				'NotifySuccess: NotFoundException: Topic does not exist; NotifyActionsFailed: NotFoundException: Topic does not exist',
		});
		expect(events).toHaveLength(1);
	});

	it('are tried again if the topic is only busy', async () => {
		const { end } = await notifyWith(failed, { publish: () => Promise.reject(errorNamed('ServiceThrottled', 'busy')) });
		expect(end).toMatchObject({ name: 'ServiceThrottled' });
	});
});

describe('an outcome that could not be recorded', () => {
	it('is notified all the same, whatever the table does', async () => {
		const { records } = createRecordsInMemory();
		const broken = { ...records, read: () => Promise.reject(errorNamed('ResourceNotFoundException', 'no table')) };
		const { events, messages } = await notifyWith(failedReportOf('Access denied'), { records: broken });
		expect(events).toMatchObject([{ detail: { outcome: 'FAILED', reason: 'Access denied' } }]);
		expect(messages).toHaveLength(1);
	});
});
