/** The attributes of a message, by which subscribers of the topic can filter. */
export type NotificationAttributes = Readonly<Record<string, string>>;

/**
 * SNS and EventBridge allow 256 KiB. A message holds the reason nine times: in the text, and twice for each of four kinds of
 * machines. Escaped twice, a character takes up to 7 bytes: 2,000 × 9 × 7 = 126,000. The record holds the whole reason.
 */
export const MAX_REASON_CHARACTERS = 2_000;

/** The message for people: some sentences, then a line for each value that is there. */
export const layOutText = (
	sentences: readonly string[],
	lines: readonly (readonly [name: string, value: string | undefined])[],
): string => {
	const shown = lines.filter(([, value]) => value).map(([name, value]) => `${name.padEnd(11)} ${value}`);
	return [sentences.join(' '), '', ...shown, ''].join('\n');
};

/** SNS takes a subject of ASCII without line breaks or control characters, at most 100 characters. */
export const subjectOf = ({ headline }: { readonly headline: string }): string =>
	headline.replaceAll(/[^\x20-\x7E]/g, '?').slice(0, 100);

/** Text for people, JSON for machines: SNS picks the body by the protocol of the subscription. */
export const messageOf = (notification: { readonly text: string }): string => {
	const forMachines = JSON.stringify(notification);
	return JSON.stringify({
		default: notification.text,
		sqs: forMachines,
		lambda: forMachines,
		http: forMachines,
		https: forMachines,
	});
};
