export interface RequestRate {
	readonly perSecond: number;
	readonly burst: number;
}

/** Says whether one more request may pass now, and counts it if so. */
export type TokenBucket = () => boolean;

export const createTokenBucket = (rate: RequestRate, now: () => Date): TokenBucket => {
	let tokens = rate.burst;
	let filledAt = now().getTime();

	return () => {
		const time = now().getTime();
		// never negative: a clock that is set back must not empty the bucket
		const elapsedSeconds = Math.max(0, time - filledAt) / 1000;
		tokens = Math.min(rate.burst, tokens + elapsedSeconds * rate.perSecond);
		filledAt = time;
		if (tokens < 1) return false;
		tokens -= 1;
		return true;
	};
};
