import { describe, expect, it } from 'vitest';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { outcomeDetailTypes, outcomes } from '#contracts/vocabulary.ts';
import type { NotificationRequest } from '#contracts/watch.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import { failedReportOf, reportOf, watchOf } from '../../../support/builders.ts';
import { errorNamed } from '../../../support/world.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');

const notify = async (request: NotificationRequest) => {
	const sent: {
		subject: string;
		message: Record<string, string>;
		attributes: object;
		detailType: string;
		detail: OutcomeNotification;
	}[] = [];
	let event = { detailType: '', detail: {} as OutcomeNotification };
	await notifyOutcome(request, {
		putEvent: async (detailType, _resource, detail) => {
			event = { detailType, detail };
			return 'event-1';
		},
		publish: async (subject, message, attributes) => {
			sent.push({ subject, message: JSON.parse(message), attributes, ...event });
			return 'message-1';
		},
		now: () => NOW,
	});
	const [notification] = sent;
	if (!notification) throw new Error('nothing was published');
	return notification;
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
	const notifyWithout = async (name: string) => {
		const published: string[] = [];
		const sent = notifyOutcome(reportOf(), {
			putEvent: () => Promise.reject(errorNamed(name, 'no')),
			publish: async (subject) => {
				published.push(subject);
				return 'message-1';
			},
			now: () => NOW,
		});
		await expect(sent).rejects.toThrow('no');
		return published;
	};

	it('for good does not keep the message from people, and then fails the step', async () => {
		expect(await notifyWithout('AccessDeniedException')).toHaveLength(1);
	});

	it('for a moment fails the step before people get a message', async () => {
		expect(await notifyWithout('ServiceThrottled')).toHaveLength(0);
	});
});
