import fc from 'fast-check';
import { acceptedTriggers } from '../support/triggers.ts';

/** What can be called, or be run: the functions by their names, and the calls that they make. */
const callees = [
	'AcceptTrigger',
	'DescribeExportJob',
	'RecordOutcome',
	'NotifyOutcome',
	'StartProcessing',
	'RecordStoppedWatch',
	'describeJob',
	'readRecord',
	'writeRecord',
	'updateRecord',
	'isRunning',
	'putEvent',
	'publish',
	'perform',
	'listObjects',
	'putManifest',
	'startExecution',
] as const;
export type Callee = (typeof callees)[number];

/** What goes wrong with a call. */
const faultKinds = [
	/** Refused for now. */
	'THROTTLED',
	/** No answer, and nothing done. */
	'UNAVAILABLE',
	/** Done, but the answer is lost. */
	'ANSWER_LOST',
	/** Done, the answer is lost, and the client asks again by itself. */
	'REPEATED',
	/** Refused for good. */
	'REFUSED',
	'SLOW',
	/** The function that calls dies before, or after the call was done. */
	'DIES_BEFORE',
	'DIES_AFTER',
	/** Somebody stops the watch that calls; its function runs on. */
	'STOPPED',
] as const;
export type FaultKind = (typeof faultKinds)[number];

interface Fault {
	readonly callee: Callee;
	/** The call, counted from 0 over the whole life. */
	readonly nth: number;
	readonly kind: FaultKind;
}

interface Outage {
	readonly callee: Callee;
	readonly fromSeconds: number;
	readonly seconds: number;
	readonly kind: 'THROTTLED' | 'UNAVAILABLE' | 'REFUSED';
}

type Step = { readonly atSeconds: number } & (
	| {
			readonly does: 'TRIGGER';
			readonly trigger: number;
			readonly replay: boolean;
			readonly deadlineSeconds?: number | undefined;
	  }
	| { readonly does: 'STOP'; readonly watch: number }
	| { readonly does: 'REPEAT_EVENT'; readonly watch: number }
	| { readonly does: 'STOP_PROCESSING' }
	| { readonly does: 'SWEEP' }
	/** Somebody writes an item that the code does not understand, where no record is yet. */
	| { readonly does: 'WRITE_FOREIGN_ITEM' }
);

/** An export job, and everything that happens to its watches. */
export interface Life {
	readonly job: {
		readonly seconds: number;
		readonly end: 'ACTIVE' | 'CREATE FAILED';
		/** An undocumented status until then, after so many seconds. */
		readonly oddAfterSeconds?: number | undefined;
		readonly hasFiles: boolean;
	};
	/** How each processing ends, in the order of their starts; those after the last one succeed. */
	readonly processings: readonly ('SUCCEEDS' | 'FAILS')[];
	/** So long the definition of the last release is the deployed one. */
	readonly upgradeSeconds: number;
	readonly steps: readonly Step[];
	readonly faults: readonly Fault[];
	readonly outages: readonly Outage[];
	/** Of the jitter. */
	readonly seed: number;
}

const HOUR = 3_600;
const atSeconds = fc.oneof(fc.nat(10), fc.nat(HOUR), fc.nat(12 * HOUR));

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			does: fc.constant('TRIGGER' as const),
			atSeconds,
			trigger: fc.nat(acceptedTriggers.length - 1),
			replay: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
			deadlineSeconds: fc.option(fc.integer({ min: 60, max: 2 * HOUR }), { nil: undefined }),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ does: fc.constant('STOP' as const), atSeconds, watch: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('REPEAT_EVENT' as const), atSeconds, watch: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('STOP_PROCESSING' as const), atSeconds }) },
	{ weight: 2, arbitrary: fc.record({ does: fc.constant('SWEEP' as const), atSeconds }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('WRITE_FOREIGN_ITEM' as const), atSeconds }) },
);

const callee = fc.constantFrom(...callees);

export const anyLife: fc.Arbitrary<Life> = fc.record({
	job: fc.record({
		seconds: fc.oneof(fc.nat(60), fc.nat(HOUR), fc.nat(8 * HOUR)),
		end: fc.constantFrom('ACTIVE' as const, 'CREATE FAILED' as const),
		oddAfterSeconds: fc.option(fc.nat(HOUR), { nil: undefined, freq: 4 }),
		hasFiles: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
	}),
	processings: fc.array(fc.constantFrom('SUCCEEDS' as const, 'FAILS' as const), { maxLength: 2 }),
	upgradeSeconds: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(HOUR)),
	steps: fc.array(step, { minLength: 1, maxLength: 6 }),
	faults: fc.array(fc.record({ callee, nth: fc.oneof(fc.nat(1), fc.nat(6)), kind: fc.constantFrom(...faultKinds) }), {
		maxLength: 5,
	}),
	outages: fc.array(
		fc.record({
			callee,
			fromSeconds: atSeconds,
			seconds: fc.oneof(fc.nat(300), fc.nat(3 * HOUR)),
			kind: fc.constantFrom('THROTTLED' as const, 'UNAVAILABLE' as const, 'REFUSED' as const),
		}),
		{ maxLength: 2 },
	),
	seed: fc.nat(),
});
