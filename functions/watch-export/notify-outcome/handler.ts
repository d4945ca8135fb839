import { notificationRequest } from '#contracts/watch.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { notifyOutcome } from '../outcome/notify-outcome.ts';
import { createOutcomeCalls } from '../outcome/outcome-calls.ts';
import { createRecords } from '../outcome/record-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const callsUntil = createOutcomeCalls(environment);
const documents = createDocuments();

export const handler = createHandler(notificationRequest, async (request, { signal, logger }) => {
	const notification = await notifyOutcome(request, {
		...callsUntil(signal),
		records: createRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
		now: () => new Date(),
		warn: (message, error) => logger.warn(message, error),
	});
	logger.info('notified of the outcome', { outcome: request.outcome, jobName: request.watch.jobName, ...notification });
	return notification;
});
