import { expect, it } from 'vitest';
import { exportsStopped } from '#contracts/exports.ts';
import { notifyStoppedExports } from '#functions/export-datasets/notify-stopped-exports/notify-stopped-exports.ts';
import { EXECUTION_ARN, stoppedExecutionOf } from '../../../support/builders.ts';

const notify = async (cause: string) => {
	const sent: unknown[] = [];
	const execution = stoppedExecutionOf({ error: { Error: 'ExportsStopped', Cause: cause } });
	const notification = await notifyStoppedExports(execution, {
		putEvent: async (...event) => `${sent.push(event)}`,
		publish: async (...message) => `${sent.push(message)}`,
	});
	return { notification, sent };
};

it('notifies machines, then people, of the execution and why it ended', async () => {
	const { notification, sent } = await notify('the execution was stopped: by hand');
	expect(exportsStopped.parse(notification)).toEqual(notification);
	expect(sent).toEqual([
		['Dataset Exports Stopped', EXECUTION_ARN, notification],
		[
			'Execution one of ExportDatasets stopped before its exports ended',
			expect.stringContaining('ExportsStopped: the execution was stopped: by hand'),
			{ outcome: 'EXPORTS_STOPPED', notificationId: notification.notificationId },
		],
	]);
});

it('has the same id in every repetition', async () => {
	const [one, other] = [await notify('x'), await notify('y')];
	expect(one.notification.notificationId).toBe(other.notification.notificationId);
});

it('keeps a long reason short', async () => {
	const { notification } = await notify('漢'.repeat(30_000));
	expect(notification.reason.length).toBeLessThanOrEqual(2_000);
});
