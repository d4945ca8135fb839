import { describe, expect, it } from 'vitest';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import type { NotificationRequest } from '#contracts/watch.ts';
import { explainFailedActions } from '#functions/watch-export/outcome/explain-failed-actions.ts';
import { explainFailure } from '#functions/watch-export/outcome/explain-failure.ts';
import { exportJobRecordOf } from '#functions/watch-export/outcome/export-job-record.ts';
import { outcomeNotificationOf } from '#functions/watch-export/outcome/outcome-notification.ts';
import {
	EXECUTION_ARN,
	failedReportOf,
	jobOf,
	NO_ACTIONS,
	observationOf,
	reportOf,
	watchOf,
} from '../../../support/builders.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');
const notificationOf = ({ actions, ...report }: NotificationRequest, linkedConsole: string = AWS_CONSOLE) => {
	const reason = { text: report.observation.job?.failureReason, isCut: false };
	const record = exportJobRecordOf(report, explainFailure(report, NOW), reason, NOW, NO_ACTIONS);
	return outcomeNotificationOf(record, linkedConsole, actions && explainFailedActions(actions, report.executionArn));
};

describe('the notification', () => {
	it('of a failed export says why it failed and what to do', () => {
		const notification = notificationOf(failedReportOf('Access denied: s3:PutObject'));
		expect(notification).toMatchObject({
			outcome: 'FAILED',
			reason: 'Access denied: s3:PutObject',
			category: 'S3_ACCESS',
			remedy: expect.stringContaining('s3:ListBucket'),
			durationSeconds: 900,
			detectionSeconds: 20,
		});
	});

	it('of a watch that did not see the job end claims no duration', () => {
		const notification = notificationOf(
			reportOf({ outcome: 'TIMED_OUT', observation: observationOf(jobOf({ status: 'CREATE PENDING' })) }),
		);
		expect(notification).not.toHaveProperty('durationSeconds');
		expect(notification).not.toHaveProperty('detectionSeconds');
	});

	it('of an ended export that a sweep found says that it was found late', () => {
		const watch = watchOf({ adopted: true });
		const found = notificationOf(reportOf({ watch, observation: observationOf(jobOf(), { polls: 1 }) }));
		expect(found).toMatchObject({ foundLate: true, text: expect.stringContaining('Found late') });
		expect(notificationOf(reportOf({ watch })).foundLate).toBe(false);
	});

	it('of failed actions says which failed and what does them', () => {
		const Cause = JSON.stringify({ errorType: 'ServiceThrottled', errorMessage: 'S3 was throttled', trace: [] });
		const notification = notificationOf({
			...reportOf(),
			actions: { notify: {}, processing: { error: { Error: 'ServiceThrottled', Cause } } },
		});
		expect(notification.headline).toBe('Export nightly succeeded, but its actions failed');
		expect(notification.reason).toBe('StartProcessing: ServiceThrottled: S3 was throttled');
		expect(notification.remedy).toContain('start a new watch of the job');
	});

	it.each([
		['aws', 'us-east-1', 'https://us-east-1.console.aws.amazon.com/'],
		['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
		['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
	])('links to the execution in the console of the partition %s', (partition, region, start) => {
		const executionArn = `arn:${partition}:states:${region}:000000000000:execution:WatchExport:one`;
		const { executionUrl } = notificationOf(reportOf({ executionArn }));
		expect(executionUrl.startsWith(start)).toBe(true);
		expect(executionUrl.endsWith(executionArn)).toBe(true);
	});

	it('links to the watch in a console of Exportwatch, if that is where the links lead', () => {
		const { executionUrl, text } = notificationOf(reportOf({ executionArn: EXECUTION_ARN }), 'http://127.0.0.1:4567/');
		expect(executionUrl).toBe(`http://127.0.0.1:4567/watch?of=${EXECUTION_ARN}`);
		expect(text).toContain(executionUrl);
	});
});
