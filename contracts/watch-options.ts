import * as z from 'zod/mini';
import { watchOptionBounds } from './vocabulary.ts';

/** Messages say what a value must be; whoever parses them adds the value. */
export const secondsFrom = (
	kind: 'a number' | 'a whole number',
	{ min, max }: { readonly min: number; readonly max: number },
) => {
	const error = `must be ${kind} of seconds from ${min} to ${max}`;
	const schema = kind === 'a number' ? z.number({ error }) : z.int({ error });
	return z.optional(schema.check(z.minimum(min, { error }), z.maximum(max, { error })));
};

const { minSeconds, maxSeconds, costSeconds, deadlineSeconds } = watchOptionBounds;

const pollFields = {
	minSeconds: secondsFrom('a whole number', minSeconds),
	maxSeconds: secondsFrom('a whole number', maxSeconds),
	costSeconds: secondsFrom('a number', costSeconds),
};
const POLL = `{${Object.keys(pollFields).join(', ')}}`;

const pollOptions = z
	.strictObject(pollFields, { error: ({ code }) => (code === 'invalid_type' ? `must be ${POLL}` : undefined) })
	.check(
		z.refine(({ minSeconds: min = minSeconds.min, maxSeconds: max = maxSeconds.max }) => min <= max, {
			path: ['maxSeconds'],
			error: `must be from minSeconds to ${maxSeconds.max}`,
		}),
	);

const flag = z.optional(z.boolean({ error: 'must be true or false' }));

/** `deadlineSeconds` counts from the job's creation; `replay` repeats the actions; `adopted`: a sweep found the job unwatched. */
export const watchOptionFields = {
	deadlineSeconds: secondsFrom('a whole number', deadlineSeconds),
	poll: z.optional(pollOptions),
	replay: flag,
	adopted: flag,
};

/** The options of one run. */
export const watchOptions = z.strictObject(watchOptionFields);
export type WatchOptions = z.output<typeof watchOptions>;

/** As a refusal lists them. */
export const WATCH_OPTIONS_TEXT = Object.keys(watchOptionFields)
	.map((name) => (name === 'poll' ? `poll ${POLL}` : name))
	.join(', ');
