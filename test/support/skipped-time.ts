import { afterAll, beforeAll, vi } from 'vitest';
import type { Clock } from '../../local/aws/shared/clock.ts';

/** No Lambda function runs longer: an engine timer beyond it is the timeout of a child execution. */
const LONGEST_FUNCTION_MILLISECONDS = 900_000;

interface Sleeper {
	readonly wakesAt: number;
	readonly wake: () => unknown;
}

export interface SkippedTime extends Clock {
	readonly giveBack: () => void;
}

/**
 * Waits, retry pauses and simulated jobs take no time, and `Date` moves on as if they had: whenever nothing holds the
 * clock, it jumps to the next sleeper. The embedded AWS sleeps and holds through the `Clock` that this returns. The
 * engine of Step Functions only knows `setTimeout`, so this recognises its calls by the stack: the timeout of
 * a Task holds the clock, because a function is running, and every other timer is a sleeper.
 */
export const skipTime = (startAt = new Date('2026-03-01T02:00:00.000Z')): SkippedTime => {
	vi.useFakeTimers({ toFake: ['Date'], now: startAt });
	const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
	const sleepers = new Set<Sleeper>();
	const holders = new Set<object>();

	const jumpSoon = () => setImmediate(jump);
	const jump = (): void => {
		if (holders.size > 0) return;
		const [next] = [...sleepers].sort((one, other) => one.wakesAt - other.wakesAt);
		if (!next) return;
		sleepers.delete(next);
		vi.setSystemTime(Math.max(Date.now(), next.wakesAt));
		void hold(async () => next.wake());
	};
	const release = (holder: object): void => {
		if (holders.delete(holder)) jumpSoon();
	};
	const hold = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		const holder = {};
		holders.add(holder);
		try {
			return await work();
		} finally {
			release(holder);
		}
	};
	const sleep = (milliseconds: number, wake: () => unknown): Sleeper => {
		const sleeper = { wakesAt: Date.now() + milliseconds, wake };
		sleepers.add(sleeper);
		jumpSoon();
		return sleeper;
	};

	const setTimeout = (callback: () => unknown, milliseconds = 0, ...rest: []) => {
		const frame = callerFrame();
		if (!/aws-local-stepfunctions/.test(frame)) return realSetTimeout(callback, milliseconds, ...rest);
		if (!/TaskStateAction/.test(frame)) return sleep(milliseconds, callback);
		const timer = realSetTimeout(callback, milliseconds);
		if (milliseconds <= LONGEST_FUNCTION_MILLISECONDS) holders.add(timer);
		return timer;
	};
	const clearTimeout = (timer: never): void => {
		if (sleepers.delete(timer)) return;
		release(timer);
		realClearTimeout(timer);
	};
	Object.assign(globalThis, { setTimeout: Object.assign(setTimeout, realSetTimeout), clearTimeout });

	return {
		now: () => new Date(),
		startTimer: (milliseconds, callback) => {
			const sleeper = sleep(milliseconds, callback);
			return { cancel: () => sleepers.delete(sleeper) };
		},
		hold,
		giveBack: () => {
			Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
			vi.useRealTimers();
		},
	};
};

/** Skips time for all tests of a file. */
export const useSkippedTime = (): void => {
	let time: SkippedTime;
	beforeAll(() => {
		time = skipTime();
	});
	afterAll(() => time.giveBack());
};

/**
 * The stack frame that called `setTimeout`, after the message, this function's own frame and that of the replacement.
 */
const callerFrame = (): string => new Error().stack?.split('\n')[3] ?? '';
