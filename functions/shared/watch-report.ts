import * as z from 'zod';
import { caughtError, observation, outcome, watch } from './contracts.ts';

/** What a watch knows when it ends: the input of the steps that record and tell. */
export const watchReport = z.object({
	outcome,
	executionArn: z.string(),
	startedAt: z.iso.datetime(),
	watch,
	observation,
	breakage: caughtError.optional(),
});
export type WatchReport = z.output<typeof watchReport>;
