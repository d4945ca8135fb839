import * as z from 'zod/mini';
import { shorten } from '#functions/shared/text.ts';

/** The options of a watch, as a person gives them. */

const numberFrom = (kind: 'a number' | 'a whole number', unit: string, min: number, max: number) => {
	const error = ({ input }: { readonly input?: unknown }) =>
		`must be ${kind} of ${unit} from ${min} to ${max}, not ${shorten(input)}`;
	const schema = kind === 'a number' ? z.number({ error }) : z.int({ error });
	return z.optional(schema.check(z.minimum(min, { error }), z.maximum(max, { error })));
};

const pollOptions = z
	.strictObject(
		{
			minSeconds: numberFrom('a whole number', 'seconds', 1, 3_600),
			maxSeconds: numberFrom('a whole number', 'seconds', 1, 86_400),
			costSeconds: numberFrom('a number', 'seconds', 0.1, 3_600),
		},
		{
			error: ({ code, input }) =>
				code === 'invalid_type' ? `must be {minSeconds, maxSeconds, costSeconds}, not ${shorten(input)}` : undefined,
		},
	)
	.check(
		z.refine(({ minSeconds = 1, maxSeconds = 86_400 }) => minSeconds <= maxSeconds, {
			path: ['maxSeconds'],
			error: ({ input }) => `must be from minSeconds to 86400, but the two are ${shorten(input)}`,
		}),
	);

const flag = z.optional(z.boolean({ error: ({ input }) => `must be true or false, not ${shorten(input)}` }));

/** `deadlineSeconds` counts from the job's creation; `replay` repeats the actions; `adopted`: a sweep found the job unwatched. */
export const watchOptionFields = {
	deadlineSeconds: numberFrom('a whole number', 'seconds', 60, 2_592_000),
	poll: z.optional(pollOptions),
	replay: flag,
	adopted: flag,
};

/** The options of one run. */
export const watchOptions = z.strictObject(watchOptionFields);
export type WatchOptions = z.output<typeof watchOptions>;
