/** The part of the notification that this example uses; docs/contracts/outcome-notification.schema.json has all of it. */
interface Outcome {
	readonly notificationId: string;
	readonly headline: string;
	readonly reason?: string;
	readonly executionUrl: string;
}

/** Posts how an export ended to the incoming webhook of a chat, whose URL is in CHAT_WEBHOOK_URL. */
export const handler = async ({ headline, reason, executionUrl, notificationId }: Outcome): Promise<void> => {
	const url = process.env.CHAT_WEBHOOK_URL;
	if (!url) throw new Error('the environment variable CHAT_WEBHOOK_URL is not set; set it to the URL of the webhook');
	const text = [headline, reason, executionUrl].filter(Boolean).join('\n');
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ text }),
		signal: AbortSignal.timeout(10_000),
	});
	if (!answer.ok) {
		const said = (await answer.text()).slice(0, 200);
		// not the URL: whoever knows it can post
		throw new Error(`the chat refused notification ${notificationId}: HTTP ${answer.status} ${said}`);
	}
};
