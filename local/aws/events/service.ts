import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { createAwsJsonService, type Operation, type ServiceHandler } from '../shared/aws-json.ts';
import { account, arn, region } from '../shared/names.ts';
import { createRequestParser } from '../shared/parse-request.ts';
import { matchesPattern } from './event-pattern.ts';
import type { DeliveredEvent, NewEvent, Rule } from './rule.ts';
import { createRuleOperations } from './rule-operations.ts';

/** The service's limits for one call and for one entry. */
const MAX_ENTRIES = 10;
const MAX_ENTRY_BYTES = 262_144;

const putEventsRequest = z.object({
	Entries: z
		.array(
			z.object({
				Time: z.number().optional(),
				Source: z.string().optional(),
				Resources: z.array(z.string()).optional(),
				DetailType: z.string().optional(),
				Detail: z.string().optional(),
				EventBusName: z.string().optional(),
			}),
		)
		.min(1, 'Member must have length greater than or equal to 1')
		.max(MAX_ENTRIES, `Member must have length less than or equal to ${MAX_ENTRIES}`),
});
type Entry = z.output<typeof putEventsRequest>['Entries'][number];

const parseRequest = createRequestParser('ValidationException');

/**
 * EventBridge with one bus and the deployed rules. Unlike the real service it takes events whose source begins with
 * `aws.`, so that a person can put an API call as CloudTrail reports it.
 */
export const createEvents = (dependencies: {
	readonly rules: readonly Rule[];
	readonly now: () => Date;
}): { readonly handle: ServiceHandler; readonly put: (event: NewEvent) => string } => {
	const disabled = new Set<string>();
	const put = (event: NewEvent): string => {
		const delivered: DeliveredEvent = {
			version: '0',
			id: randomUUID(),
			account,
			time: `${dependencies.now().toISOString().slice(0, 19)}Z`,
			region,
			resources: [],
			...event,
		};
		for (const rule of dependencies.rules) {
			if (!disabled.has(rule.name) && matchesPattern(rule.pattern, delivered)) deliver(rule, delivered);
		}
		return delivered.id;
	};

	const putEntry = (entry: Entry) => {
		const refusal = refusalOf(entry);
		if (refusal) return refusal;
		const { Source = '', DetailType = '', Detail = '{}', Resources = [], Time } = entry;
		const time = Time === undefined ? {} : { time: `${new Date(Time * 1000).toISOString().slice(0, 19)}Z` };
		return {
			EventId: put({
				source: Source,
				'detail-type': DetailType,
				detail: JSON.parse(Detail),
				resources: Resources,
				...time,
			}),
		};
	};

	const PutEvents: Operation = (input) => {
		const Entries = parseRequest(putEventsRequest, input).Entries.map(putEntry);
		return { FailedEntryCount: Entries.filter((entry) => !('EventId' in entry)).length, Entries };
	};

	const operations = { PutEvents, ...createRuleOperations(dependencies.rules, disabled) };
	return { handle: createAwsJsonService({ targetPrefix: 'AWSEvents', version: '1.1', operations }), put };
};

/** Whoever puts an event never learns that a target refused it. */
const deliver = (rule: Rule, event: DeliveredEvent): void => {
	try {
		rule.deliver(event);
	} catch (error) {
		console.error(`the target of the rule ${rule.name} refused the event ${event.id}:`, error);
	}
};

const refusalOf = (entry: Entry): { readonly ErrorCode: string; readonly ErrorMessage: string } | undefined => {
	const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
	const { EventBusName = EVENT_BUS_NAME, Source, DetailType, Detail, Time } = entry;
	for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
		if (!value)
			return refuse('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
	}
	if (![EVENT_BUS_NAME, arn('events', `event-bus/${EVENT_BUS_NAME}`)].includes(EventBusName)) {
		return refuse('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
	}
	if (Time !== undefined && Number.isNaN(new Date(Time * 1000).getTime())) {
		return refuse('InvalidArgument', 'Parameter Time is not valid.');
	}
	if (Buffer.byteLength(JSON.stringify(entry)) > MAX_ENTRY_BYTES) {
		return refuse('EntryTooLarge', `The entry is larger than ${MAX_ENTRY_BYTES} bytes.`);
	}
	return isJsonObject(Detail ?? '') ? undefined : refuse('MalformedDetail', 'Detail is malformed.');
};

const isJsonObject = (text: string): boolean => {
	try {
		return z.looseObject({}).safeParse(JSON.parse(text)).success;
	} catch {
		return false;
	}
};
