import { describe, expect, it } from 'vitest';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { WatchReport } from '#contracts/watch.ts';
import { classifyFailure } from '#functions/watch-export/outcome/classify-failure.ts';
import { explainFailure } from '#functions/watch-export/outcome/explain-failure.ts';
import { exportJobRecordOf } from '#functions/watch-export/outcome/export-job-record.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import type { NotificationRequest } from '#functions/watch-export/outcome/outcome-notification.ts';
import { jobOf, observationOf, reportOf, watchOf } from '../support/builders.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');
const failedWith = (failureReason: string) =>
	reportOf({ outcome: 'FAILED', observation: observationOf(jobOf({ status: 'CREATE FAILED', failureReason })) });

const tell = async (request: NotificationRequest) => {
	const told: {
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
			told.push({ subject, message: JSON.parse(message), attributes, ...event });
			return 'message-1';
		},
		now: () => NOW,
	});
	const [notification] = told;
	if (!notification) throw new Error('nothing was told');
	return notification;
};

describe('the reason of a failure is sorted by its terms', () => {
	it.each([
		['Access denied when calling s3:PutObject', 'S3_ACCESS'],
		['Insufficient permissions for role arn:aws:iam::1:role/x', 'S3_ACCESS'],
		['Insufficient privileges for accessing data in S3', 'S3_ACCESS'],
		['The role cannot be assumed', 'S3_ACCESS'],
		['Invalid permissions on S3 path', 'S3_ACCESS'],
		['Access denied: kms:GenerateDataKey on the key', 'KMS'],
		['NoSuchBucket: the specified bucket does not exist', 'OUTPUT_PATH'],
		['The dataset has no interactions', 'DATASET'],
		['Rate quota exceeded', 'QUOTA'],
		['An internal error occurred', 'SERVICE'],
		['Что-то пошло не так', 'UNKNOWN'],
		['', 'UNKNOWN'],
	])('%s: %s', (reason, category) => {
		const classified = classifyFailure(reason);
		expect(classified.category).toBe(category);
		expect(classified.remedy).toMatch(/create the export again/i);
	});
});

describe('a notification', () => {
	it('says of a failure what, why, how long and what to do', async () => {
		const { subject, message, attributes, detailType } = await tell(failedWith('Access denied: s3:PutObject'));
		expect(subject).toBe('Export nightly FAILED after 15 min');
		expect(message.default).toContain('Why         Access denied: s3:PutObject');
		expect(message.default).toContain('s3:ListBucket');
		expect(message.default).toContain('Took        15 min');
		expect(message.default).toContain('20 sec later, at look 4');
		expect(JSON.parse(message.sqs ?? '')).toMatchObject({ outcome: 'FAILED', category: 'S3_ACCESS' });
		expect(attributes).toMatchObject({ outcome: 'FAILED', category: 'S3_ACCESS', jobName: 'nightly' });
		expect(detailType).toBe('Dataset Export Job Failed');
	});

	it.each([
		['SUCCEEDED', 'Dataset Export Job Succeeded'],
		['TIMED_OUT', 'Dataset Export Job Watch Timed Out'],
		['BROKEN', 'Dataset Export Job Watch Broken'],
	] as const)('of %s is the event %s', async (outcome, detailType) => {
		expect((await tell(reportOf({ outcome }))).detailType).toBe(detailType);
	});

	it('of failed actions says which failed and how to repeat them', async () => {
		const Cause = JSON.stringify({ errorType: 'ServiceThrottled', errorMessage: 'S3 was throttled', trace: [] });
		const { subject, detail } = await tell({
			...reportOf(),
			actions: { notify: {}, processing: { error: { Error: 'ServiceThrottled', Cause } } },
		});
		expect(subject).toBe('Export nightly succeeded, but its actions failed');
		expect(detail.reason).toBe('StartProcessing failed: ServiceThrottled: S3 was throttled');
		expect(detail.remedy).toContain('{"replay": true}');
	});

	it.each([['x'], ['漢'], ['😀'], ['\u0001'], ['"']])(
		'fits the services and has an ASCII subject of at most 100 characters, with a reason of 100 kB of %j',
		async (character) => {
			const report = failedWith(character.repeat(100_000 / character.length));
			const { subject, message } = await tell({ ...report, watch: watchOf({ jobName: `${character.repeat(80)}ü` }) });
			expect(subject).toMatch(/^[\x20-\x7E]{1,100}$/);
			expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(262_144);
		},
	);

	it('of a watch that did not see the job’s end claims no duration', async () => {
		const { detail } = await tell(
			reportOf({ outcome: 'TIMED_OUT', observation: observationOf(jobOf({ status: 'CREATE PENDING' })) }),
		);
		expect(detail).not.toHaveProperty('durationSeconds');
		expect(detail).not.toHaveProperty('detectionSeconds');
	});

	it('of an export that a sweep found ended says that it was found late', async () => {
		const observation = observationOf(jobOf(), { polls: 1 });
		const { detail } = await tell(reportOf({ watch: watchOf({ adopted: true }), observation }));
		expect(detail).toMatchObject({ foundLate: true, text: expect.stringContaining('Found late') });
		const watched = await tell(reportOf({ watch: watchOf({ adopted: true }) }));
		expect(watched.detail.foundLate).toBe(false);
	});

	it('says what to do by what was started already', async () => {
		const error = { Error: 'X', Cause: '' };
		const untold = await tell({ ...reportOf(), actions: { notify: { error }, processing: {} } });
		expect(untold.detail.remedy).toContain('are being processed');
		const unrecorded = await tell({ ...reportOf(), actions: { record: { error } } });
		expect(unrecorded.detail.remedy).toContain('nothing processes them');
	});

	it('reaches people though the event bus refuses the event, and the step then fails', async () => {
		const published: string[] = [];
		const notify = (name: string) =>
			notifyOutcome(reportOf(), {
				putEvent: async () => {
					throw Object.assign(new Error('no'), { name });
				},
				publish: async (subject) => {
					published.push(subject);
					return 'message-1';
				},
				now: () => NOW,
			});
		await expect(notify('AccessDeniedException')).rejects.toThrow('no');
		expect(published).toHaveLength(1);
		await expect(notify('ServiceThrottled')).rejects.toThrow('no');
		expect(published).toHaveLength(1);
	});

	it('of a watch broken by throttling says how often and how long it tried', async () => {
		const Cause = JSON.stringify({ errorMessage: 'Personalize DescribeDatasetExportJob was throttled: Rate exceeded' });
		const { detail } = await tell(
			reportOf({
				outcome: 'BROKEN',
				observation: { polls: 0, unknownStatusPolls: 0 },
				watchError: { Error: 'ServiceThrottled', Cause },
			}),
		);
		expect(detail.reason).toBe(
			'ServiceThrottled: Personalize DescribeDatasetExportJob was throttled: Rate exceeded (tried 21 times; no answer for 15 min, 59 sec)',
		);
	});
});

const recordOf = (report: WatchReport, text: string) =>
	exportJobRecordOf(report, explainFailure(report, NOW), { text, isCut: false }, NOW);

describe('the record', () => {
	it('keeps the job’s fields, the outcome, and what was measured', () => {
		expect(recordOf(failedWith('An internal error'), 'An internal error')).toEqual({
			...jobOf({ status: 'CREATE FAILED' }),
			failureReason: 'An internal error',
			outcome: 'FAILED',
			category: 'SERVICE',
			remedy: expect.any(String),
			ownerExecutionArn: expect.stringContaining(':execution:'),
			polls: 4,
			foundLate: false,
			durationSeconds: 900,
			detectionSeconds: 20,
			recordedAt: NOW.toISOString(),
		});
	});

	it.each([['x'], ['ж'], ['漢'], ['😀']])('keeps a reason of 100 kB of %j whole', (character) => {
		const reason = character.repeat(100_000 / Buffer.byteLength(character));
		const record = recordOf(failedWith(reason.slice(0, 32_768)), reason);
		expect(record.failureReason).toBe(reason);
		expect(record.isFailureReasonCut).toBeUndefined();
	});

	it('keeps what the first look expected, without the numbers it was made of', () => {
		const forecast = { pastExports: 3, kinds: [], fromSeconds: 800, medianSeconds: 900, toSeconds: 1_000 };
		const report = reportOf({ observation: observationOf(jobOf(), { forecast }) });
		const { kinds: _kinds, ...kept } = forecast;
		expect(
			exportJobRecordOf(report, explainFailure(report, NOW), { text: undefined, isCut: false }, NOW).forecast,
		).toEqual(kept);
	});

	it('marks a reason of which only the beginning could be had', () => {
		const report = failedWith('the beginning');
		const record = exportJobRecordOf(report, explainFailure(report, NOW), { text: 'the beginning', isCut: true }, NOW);
		expect(record).toMatchObject({ failureReason: 'the beginning', isFailureReasonCut: true });
	});

	it('marks a reason that no item can hold as cut, and says how long it was', () => {
		const reason = '漢'.repeat(200_000);
		const record = recordOf(failedWith(reason.slice(0, 32_768)), reason);
		expect(record).toMatchObject({ isFailureReasonCut: true, failureReasonBytes: 600_000 });
		expect(Buffer.byteLength(record.failureReason ?? '')).toBeGreaterThan(390_000);
		expect(reason.startsWith(record.failureReason ?? '?')).toBe(true);
	});
});
