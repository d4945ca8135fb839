import { createHandler } from '../shared/create-handler.ts';
import { requireEnv } from '../shared/require-env.ts';
import { createNotifyCalls } from './notify-calls.ts';
import { createNotifyOutcome } from './notify-outcome.ts';
import { noticeRequest } from './outcome-notice.ts';

const callsUntil = createNotifyCalls(requireEnv('OUTCOMES_TOPIC_ARN'), requireEnv('EVENT_BUS_NAME'));

export const handler = createHandler(noticeRequest, async (request, { signal, logger }) => {
	const notify = createNotifyOutcome({ ...callsUntil(signal), now: () => new Date() });
	const notification = await notify(request);
	logger.info('outcome told', { outcome: request.outcome, jobName: request.watch.jobName, ...notification });
	return notification;
});
