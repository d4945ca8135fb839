import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { actionsOf } from '#contracts/vocabulary.ts';
import type { Standstill } from './biography.ts';

/** What should have followed the recorded outcome and never happened, whatever the record says. */
export const missingActions = (
	{ outcome, notificationId, processing }: ExportJobRecord,
	{ sends, processings }: Pick<Standstill, 'sends' | 'processings'>,
): readonly string[] =>
	[...actionsOf[outcome], 'ticket'].filter((action) =>
		action === 'processing'
			? processing !== 'NO_FILES' && processings.length === 0
			: !sends.some((send) => send.channel === action && send.notificationId === notificationId),
	);
