import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 1_000;

/**
 * Asks again and again until there is an answer; undefined when the time is up.
 *
 * @throws AbortError when the signal aborts
 */
export const until = async <Answer>(
	ask: () => Promise<Answer | undefined>,
	seconds: number,
	signal: AbortSignal,
): Promise<Answer | undefined> => {
	const end = performance.now() + seconds * 1_000;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined || performance.now() >= end) return answer;
		await sleep(PAUSE_MILLISECONDS, undefined, { signal });
	}
};
