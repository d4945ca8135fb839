import { ownActions as ownActionsContract } from '#contracts/own-actions.ts';
import { notificationRequest } from '#contracts/watch.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { notifyOutcome } from '../outcome/notify-outcome.ts';
import { performOwnAction } from '../outcome/own-action-calls.ts';
import { createRecords } from '../outcome/record-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);
const ownActions = ownActionsContract.parse(JSON.parse(environment.OWN_ACTIONS));

const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const documents = createDocuments();

export const handler = createHandler(notificationRequest, async (request, { signal, logger }) => {
	const notification = await notifyOutcome(request, {
		...callsUntil(signal),
		ownActions,
		perform: (name, action, notification) => performOwnAction(name, action, notification, signal),
		records: createRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
		linkedConsole: environment.LINKED_CONSOLE,
		now: () => new Date(),
		warn: (message, error) => logger.warn(message, error),
	});
	logger.info('notified of the outcome', { outcome: request.outcome, jobName: request.watch.jobName, ...notification });
	return notification;
});
