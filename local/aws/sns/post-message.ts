import type { Clock } from '../shared/clock.ts';

export interface HttpMessage {
	readonly type: 'Notification' | 'SubscriptionConfirmation';
	readonly id: string;
	readonly topicArn: string;
	readonly subscriptionArn: string;
	readonly isRaw: boolean;
	readonly body: string;
}

/** The default delivery policy of the service. */
const MAX_RETRIES = 3;
const RETRY_MILLISECONDS = 20_000;
const TIMEOUT_MILLISECONDS = 15_000;

/** Posts a message as the service does: again if the receiver cannot be reached, is busy or fails. Logs what is lost. */
export const postMessage = async (clock: Clock, endpoint: string, message: HttpMessage, retries = 0): Promise<void> => {
	const answer = await clock.hold(() => post(endpoint, message));
	if (answer === 'taken') return;
	const isLost = answer === 'refused' || retries === MAX_RETRIES;
	console.error(
		`${message.type} ${message.id} was not delivered to ${endpoint}: ${isLost ? 'given up' : 'sent again later'}`,
	);
	if (isLost) return;
	await new Promise((resolve) => clock.startTimer(RETRY_MILLISECONDS, () => resolve(undefined)));
	await postMessage(clock, endpoint, message, retries + 1);
};

const post = async (endpoint: string, message: HttpMessage): Promise<'taken' | 'refused' | 'failed'> => {
	const { type, id, topicArn, subscriptionArn, isRaw, body } = message;
	const headers = {
		'content-type': 'text/plain; charset=UTF-8',
		'user-agent': 'Amazon Simple Notification Service Agent',
		'x-amz-sns-message-type': type,
		'x-amz-sns-message-id': id,
		'x-amz-sns-topic-arn': topicArn,
		'x-amz-sns-subscription-arn': subscriptionArn,
		...(isRaw && { 'x-amz-sns-rawdelivery': 'true' }),
	};
	try {
		const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
		const { status } = await fetch(endpoint, { method: 'POST', headers, body, redirect: 'manual', signal });
		if (status >= 200 && status < 300) return 'taken';
		return status < 500 && status !== 429 ? 'refused' : 'failed';
	} catch {
		return 'failed';
	}
};
