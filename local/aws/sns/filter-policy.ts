import { matchesPattern, readEventPattern } from '../events/event-pattern.ts';
import { AwsError } from '../shared/aws-json.ts';
import type { PublishedMessage } from './published-messages.ts';

/** @throws AwsError for a filter policy that would be matched wrongly */
export const refuseFilterPolicy = (policy: string): void => {
	try {
		readEventPattern(JSON.parse(policy), 'the filter policy');
	} catch (error) {
		throw new AwsError('InvalidParameter', `Invalid parameter: for HTTP, ${(error as Error).message}`);
	}
};

/** Whether a subscription with these attributes wants a message with this body. */
export const matchesFilterPolicy = (
	attributes: ReadonlyMap<string, string>,
	{ attributes: messageAttributes }: PublishedMessage,
	body: string,
): boolean => {
	const policy = attributes.get('FilterPolicy');
	if (!policy) return true;
	const isOfBody = attributes.get('FilterPolicyScope') === 'MessageBody';
	try {
		const event = isOfBody
			? JSON.parse(body)
			: Object.fromEntries(Object.entries(messageAttributes).map(readAttribute));
		return matchesPattern(readEventPattern(JSON.parse(policy)), event);
	} catch {
		// a body that is no JSON matches no policy
		return false;
	}
};

/** Numbers and lists match as such. */
const readAttribute = ([name, { Type, Value }]: [string, PublishedMessage['attributes'][string]]): [
	string,
	unknown,
] => [name, Type.startsWith('Number') || Type === 'String.Array' ? JSON.parse(Value) : Value];
