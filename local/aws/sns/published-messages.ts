/** A message of Publish, or one of those of PublishBatch. */
export interface PublishedMessage {
	/** Before the names of its fields in the form. */
	readonly prefix: string;
	/** As it was published: with `MessageStructure: json` a body for each protocol. */
	readonly message: string;
	readonly structure: string | null;
	readonly subject: string | null;
	readonly attributes: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

const BATCH_ENTRY = /^PublishBatchRequestEntries\.member\.\d+\./;

/** The messages in the form of a request; none if it publishes nothing. */
export const readPublished = (form: URLSearchParams): readonly PublishedMessage[] => {
	const action = form.get('Action');
	if (action === 'Publish') return [readMessage(form, '')];
	if (action !== 'PublishBatch') return [];
	const prefixes = new Set(
		[...form.keys()].map((key) => BATCH_ENTRY.exec(key)?.[0]).filter((prefix) => prefix !== undefined),
	);
	return [...prefixes].map((prefix) => readMessage(form, prefix));
};

const readMessage = (form: URLSearchParams, prefix: string): PublishedMessage => ({
	prefix,
	message: form.get(`${prefix}Message`) ?? '',
	structure: form.get(`${prefix}MessageStructure`),
	subject: form.get(`${prefix}Subject`),
	attributes: readAttributes(form, `${prefix}MessageAttributes.entry.`),
});

const readAttributes = (form: URLSearchParams, prefix: string): PublishedMessage['attributes'] => {
	const attributes: Record<string, { Type: string; Value: string }> = {};
	for (let entry = 1; form.has(`${prefix}${entry}.Name`); entry += 1) {
		const value = (field: string) => form.get(`${prefix}${entry}.Value.${field}`);
		attributes[form.get(`${prefix}${entry}.Name`) ?? ''] = {
			Type: value('DataType') ?? '',
			Value: value('StringValue') ?? value('BinaryValue') ?? '',
		};
	}
	return attributes;
};

/**
 * The body for the subscribers of a protocol. Empty, which the service refuses, if the bodies are not a JSON object with
 * a default.
 */
export const bodyFor = (protocol: string, { message, structure }: PublishedMessage): string => {
	if (structure !== 'json') return message;
	try {
		const bodies = JSON.parse(message);
		return typeof bodies.default === 'string' ? (bodies[protocol] ?? bodies.default) : '';
	} catch {
		return '';
	}
};
