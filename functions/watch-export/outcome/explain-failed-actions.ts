import { createHash } from 'node:crypto';
import type { NotificationRequest } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';

/** Why what should follow a success did not all happen, and what to do about it. */
export interface FailedActions {
	/** The same whenever this execution reports it. */
	readonly notificationId: string;
	readonly reason: string;
	readonly remedy: string;
}

type Actions = NonNullable<NotificationRequest['actions']>;

/** The state that does each action; a test compares the keys with the definition. */
export const actionStates = {
	record: 'RecordSuccess',
	notify: 'NotifySuccess',
	processing: 'StartProcessing',
} as const satisfies Readonly<Record<keyof Actions, string>>;

const REMEDY =
	'Fix the cause, then start a new watch of the job: it does what the record shows as undone, and nothing twice.';

export const explainFailedActions = (actions: Actions, executionArn: string): FailedActions => ({
	notificationId: createHash('sha256').update(`ACTIONS_FAILED ${executionArn}`).digest('hex').slice(0, 32),
	reason: Object.entries(actionStates)
		.flatMap(([key, name]) => {
			const error = actions[key as keyof Actions]?.error;
			return error ? [`${name}: ${describeError(error)}`] : [];
		})
		.join('; '),
	remedy: REMEDY,
});
