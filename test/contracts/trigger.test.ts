import { describe, expect, it } from 'vitest';
import { trigger as contract, triggerShapes } from '#contracts/trigger.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { findNamedJobs } from '#functions/watch-export/read-trigger.ts';
import { ACCEPTING, JOB_ARN } from '../support/builders.ts';
import { acceptedTriggers, jobCreated, refusedOptions, triggersWithoutJob } from '../support/triggers.ts';

const isInContract = (trigger: unknown) => contract.safeParse(trigger).success;
const isAccepted = (trigger: unknown) => acceptTrigger(trigger, ACCEPTING).decision === 'WATCH';

const objects = acceptedTriggers.flatMap(([name, trigger]) =>
	typeof trigger === 'object' ? [[name, trigger] as const] : [],
);
const pairs = objects.flatMap(([name, trigger], at) =>
	objects
		.slice(at + 1)
		.filter(([, other]) => !('detail' in { ...trigger } && 'detail' in { ...other }))
		.map(([otherName, other]) => [name, otherName, { ...trigger, ...other }] as const),
);

describe('the contract of triggers', () => {
	it('has an accepted example of every shape in these tests', () => {
		const named = new Set(acceptedTriggers.flatMap(([, trigger]) => findNamedJobs(trigger).map(({ path }) => path)));
		expect([...named].sort()).toEqual(triggerShapes.map(({ path }) => path.join('.') || 'input').sort());
	});

	it.each(acceptedTriggers)('allows %s, as AcceptTrigger does', (_name, trigger) => {
		expect(isAccepted(trigger)).toBe(true);
		expect(isInContract(trigger)).toBe(true);
	});

	it.each(pairs)('allows %s together with %s, as AcceptTrigger does', (_name, _otherName, trigger) => {
		expect(isAccepted(trigger)).toBe(true);
		expect(isInContract(trigger)).toBe(true);
	});

	it.each(triggersWithoutJob.map((trigger) => [trigger]))('refuses %j, as AcceptTrigger does', (trigger) => {
		expect(isAccepted(trigger)).toBe(false);
		expect(isInContract(trigger)).toBe(false);
	});

	it.each(refusedOptions)('refuses the options %j beside each shape, as AcceptTrigger does', (options) => {
		const triggers = [
			...objects.map(([, trigger]) => ({ ...trigger, ...options })),
			jobCreated({ datasetExportJobArn: JOB_ARN, ...options }),
		];
		for (const trigger of triggers) {
			expect(isAccepted(trigger)).toBe(false);
			expect(isInContract(trigger)).toBe(false);
		}
	});
});
