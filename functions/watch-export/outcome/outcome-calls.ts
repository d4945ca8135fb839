import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { type OwnAction, ownActions as ownActionsContract } from '#contracts/own-actions.ts';
import type { Environment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { performOwnAction } from './own-action-calls.ts';

type Variable = 'OUTCOMES_TOPIC_ARN' | 'EVENT_BUS_NAME' | 'LINKED_CONSOLE' | 'OWN_ACTIONS';

/** The calls of `notifyOutcome`, for the functions that notify of an outcome. */
export const createOutcomeCalls = (environment: Environment<Variable>) => {
	const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
	const ownActions = ownActionsContract.parse(JSON.parse(environment.OWN_ACTIONS));

	return (signal: AbortSignal) => ({
		...callsUntil(signal),
		linkedConsole: environment.LINKED_CONSOLE,
		ownActions,
		perform: (name: string, action: OwnAction, notification: OutcomeNotification) =>
			performOwnAction(name, action, notification, signal),
	});
};
