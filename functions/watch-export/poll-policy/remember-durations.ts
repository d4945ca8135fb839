import type { PastDurations } from './schedule-poll.ts';

/** Watches that begin together share one answer; an export that ends meanwhile hardly changes a forecast. */
const MAX_AGE_MILLISECONDS = 5 * 60_000;

type Remembered = { readonly durations: readonly number[]; readonly readAt: number };

/** What an execution environment of Lambda has read lately, by dataset. */
export type Memory = Map<string | undefined, Remembered>;

/** Lists past exports once for all watches of some minutes. An empty list is asked for again. */
export const rememberDurations =
	(memory: Memory, list: PastDurations, now: () => Date): PastDurations =>
	async (datasetArn) => {
		const readAt = now().getTime();
		for (const [key, remembered] of memory) {
			if (Math.abs(readAt - remembered.readAt) > MAX_AGE_MILLISECONDS) memory.delete(key);
		}
		const known = memory.get(datasetArn);
		if (known) return known.durations;
		const durations = await list(datasetArn);
		if (durations && durations.length > 0) memory.set(datasetArn, { durations, readAt });
		return durations;
	};
