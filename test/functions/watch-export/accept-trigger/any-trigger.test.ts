import type { Context } from 'aws-lambda';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { trigger as contract, eventEnvelopeKeys, jobKeys, resultMetadataKeys } from '#contracts/trigger.ts';
import type { Acceptance } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { createRandom } from '../../../../local/aws/personalize/demo-data/random.ts';
import { ACCEPTING, FUNCTION_ARN, JOB_ARN } from '../../../support/builders.ts';
import { mutate, nested, randomJson } from '../../../support/random-json.ts';
import { acceptedTriggers, apiCall, jobCreated } from '../../../support/triggers.ts';

const acceptance = z.discriminatedUnion('decision', [
	z.strictObject({
		decision: z.literal('WATCH'),
		reason: z.literal(''),
		watch: z.strictObject({
			datasetExportJobArn: z.literal(JOB_ARN),
			jobName: z.literal('nightly'),
			deadlineSeconds: z.int(),
			poll: z.strictObject({ minSeconds: z.int(), maxSeconds: z.int(), costSeconds: z.number() }),
			replay: z.boolean(),
			adopted: z.boolean(),
		}),
	}),
	z.strictObject({
		decision: z.enum(['NOTHING_TO_WATCH', 'REJECT']),
		reason: z.string().check(
			z.minLength(10),
			z.maxLength(1_500),
			z.refine((reason) => reason.isWellFormed()),
		),
		watch: z.strictObject({}),
	}),
]);

const keys = [
	...jobKeys,
	...resultMetadataKeys,
	...eventEnvelopeKeys,
	...['deadlineSeconds', 'poll', 'minSeconds', 'replay', 'eventSource', 'eventName', 'errorCode', 'errorMessage'],
	...['requestParameters', 'responseElements', 'tags', 'tagKey', 'tagValue', 'datasetExportJob'],
];
const created = { responseElements: { datasetExportJobArn: JOB_ARN } };
const tagged = { ...created, requestParameters: { tags: [{ tagKey: 'team', tagValue: 'data' }] } };

/** What a hostile tester would try first. */
const hostileTriggers: readonly (readonly [string, unknown])[] = [
	['arrays nested 5,000 deep', nested(5_000)],
	['objects nested 5,000 deep', nested(5_000, 'datasetExportJobArn')],
	['a job nested 100,000 deep', { datasetExportJobArn: nested(100_000) }],
	['an option nested 5,000 deep', { datasetExportJobArn: JOB_ARN, poll: nested(5_000, 'poll') }],
	['two jobs nested 5,000 deep', { datasetExportJobArn: nested(5_000), DatasetExportJobArn: nested(5_000) }],
	['a key of 256 KiB', { ['k'.repeat(262_144)]: 1 }],
	['20,000 keys', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key ${at}`, at]))],
	['an array of 100,000 items', new Array(100_000).fill(0)],
	['a string of 256 KiB', 'x'.repeat(262_144)],
	['half a character', '\uD83D'],
	['half characters where an ARN should be', { datasetExportJobArn: `${JOB_ARN}${'\uD83D'.repeat(10)}` }],
	['1e999', JSON.parse('{"deadlineSeconds": 1e999}')],
	['a source whose toString is no function', apiCall({ ...created, eventSource: { toString: 1 } })],
	['a name whose toString is no function', apiCall({ ...created, eventName: { toString: 1, valueOf: 2 } })],
	['an error code that is an object', apiCall({ errorCode: { toString: 1 } })],
	['an error message that is an object', apiCall({ errorCode: 'E', errorMessage: { toString: 1 } })],
	['a report of a call without its name', apiCall({ eventName: undefined })],
	['the prototype of an event as its own key', JSON.parse(`{"__proto__": ${JSON.stringify(jobCreated({}))}}`)],
	['the name of a job as the prototype', JSON.parse(`{"__proto__": {"datasetExportJobArn": "${JOB_ARN}"}}`)],
];

const manyTriggers = (seed: number, count: number): readonly unknown[] => {
	const random = createRandom(seed);
	const known = [...acceptedTriggers.map(([, trigger]) => trigger), apiCall(tagged), apiCall({ errorCode: 'E' })];
	return Array.from({ length: count }, (_, at) => {
		const trigger = at % 4 === 0 ? randomJson(random, keys) : mutate(random, keys, random.pick(known));
		return random.fraction() < 0.3 ? mutate(random, keys, trigger) : trigger;
	});
};

const beginningOf = (trigger: unknown): string => {
	try {
		return JSON.stringify(trigger).slice(0, 1_000);
	} catch {
		return 'a trigger nested too deep to show';
	}
};

describe('acceptTrigger', () => {
	it.each(hostileTriggers)('refuses %s', (_name, trigger) => {
		const answer = acceptTrigger(trigger, ACCEPTING);
		expect(acceptance.safeParse(answer).error?.issues).toBeUndefined();
		expect(answer.decision).toBe('REJECT');
	});

	it.each([1, 2, 3, 4])('answers any JSON within its contract and at once: seed %d', (seed) => {
		const decisions = new Set<string>();
		for (const trigger of manyTriggers(seed, 2_000)) {
			const start = performance.now();
			const answer = acceptTrigger(trigger, ACCEPTING);
			const milliseconds = performance.now() - start;
			const { error } = acceptance.safeParse(answer);
			if (error) expect.fail(`${beginningOf(trigger)} is answered with ${JSON.stringify(answer)}`);
			if (milliseconds > 1_000) expect.fail(`${beginningOf(trigger)} took ${milliseconds} ms`);
			decisions.add(answer.decision);
		}
		expect([...decisions].sort()).toEqual(['NOTHING_TO_WATCH', 'REJECT', 'WATCH']);
	});

	it('watches nothing that the published contract does not allow', () => {
		const watched = manyTriggers(5, 4_000).filter(
			(trigger) => acceptTrigger(trigger, ACCEPTING).decision === 'WATCH' && !contract.safeParse(trigger).success,
		);
		expect(watched.map(beginningOf)).toEqual([]);
	});
});

describe('the function AcceptTrigger', () => {
	let handler: (event: unknown, context: Context) => Promise<Acceptance>;
	beforeAll(async () => {
		vi.stubEnv('WATCH_DEFAULTS', JSON.stringify(ACCEPTING.defaults));
		vi.stubEnv('WATCH_SCOPE', '{}');
		vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG');
		for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockReturnValue(true);
		({ handler } = (await import('#functions/watch-export/accept-trigger/handler.ts')) as never);
		return () => {
			vi.unstubAllEnvs();
			vi.restoreAllMocks();
		};
	});
	const context = { invokedFunctionArn: FUNCTION_ARN, getRemainingTimeInMillis: () => 25_000 } as Context;

	it.each([...hostileTriggers, ...manyTriggers(6, 300).map((trigger, at) => [`random JSON ${at}`, trigger] as const)])(
		'answers and logs as for any other: %s',
		async (_name, trigger) => {
			const answer = await handler({ trigger }, context);
			expect(acceptance.safeParse(answer).error?.issues).toBeUndefined();
		},
	);
});
