/** The attributes of a message, by which subscribers of the topic can filter. */
export type NotificationAttributes = Readonly<Record<string, string>>;

/** SNS takes a subject of ASCII without line breaks or control characters, at most 100 characters. */
export const subjectOf = ({ headline }: { readonly headline: string }): string =>
	headline.replaceAll(/[^\x20-\x7E]/g, '?').slice(0, 100);

/** Text for people, JSON for machines: SNS picks the body by the kind of subscriber. */
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
