import { afterAll, beforeAll, vi } from 'vitest';

/** No Lambda runs longer: an engine timer beyond it is no function's timeout but that of a child execution. */
const LONGEST_FUNCTION_MILLISECONDS = 900_000;

/** Whose timers pass in no time: the engine's, and those by which the simulator moves its jobs. */
const OWNERS = /aws-local-stepfunctions|local\/personalize/;

interface Sleeper {
	readonly wakesAt: number;
	readonly wake: () => unknown;
}

export interface SkippedTime {
	/** Keeps the clock still while something goes on that is no function of a workflow. */
	readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
	readonly giveBack: () => void;
}

/**
 * Waits, retry pauses and simulated jobs pass in no time, and `Date` moves on as if they had been slept: whenever no
 * function is running, the clock jumps to the next sleeper. The engine and the definition stay as they are: timers are
 * told apart by who sets them.
 */
export const skipTime = (startAt = new Date('2026-03-01T02:00:00.000Z')): SkippedTime => {
	vi.useFakeTimers({ toFake: ['Date'], now: startAt });
	const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
	const sleepers = new Map<object, Sleeper>();
	const running = new Set<unknown>();

	const jumpSoon = () => setImmediate(jump);
	const jump = async (): Promise<void> => {
		if (running.size > 0) return;
		const next = [...sleepers].sort(([, one], [, other]) => one.wakesAt - other.wakesAt)[0];
		if (!next) return;
		const [handle, { wakesAt, wake }] = next;
		sleepers.delete(handle);
		vi.setSystemTime(Math.max(Date.now(), wakesAt));
		running.add(handle);
		await wake();
		running.delete(handle);
		jumpSoon();
	};

	const setTimeout = (callback: () => unknown, milliseconds = 0, ...rest: []) => {
		const frame = callerFrame();
		if (!OWNERS.test(frame)) return realSetTimeout(callback, milliseconds, ...rest);
		if (/TaskStateAction/.test(frame)) {
			const timer = realSetTimeout(callback, milliseconds);
			if (milliseconds <= LONGEST_FUNCTION_MILLISECONDS) running.add(timer);
			return timer;
		}
		const handle = { unref: () => handle };
		sleepers.set(handle, { wakesAt: Date.now() + milliseconds, wake: callback });
		jumpSoon();
		return handle;
	};
	const clearTimeout = (timer: never): void => {
		if (sleepers.delete(timer)) return;
		if (running.delete(timer)) jumpSoon();
		realClearTimeout(timer);
	};
	Object.assign(globalThis, { setTimeout: Object.assign(setTimeout, realSetTimeout), clearTimeout });

	return {
		hold: async (work) => {
			running.add(work);
			try {
				return await work();
			} finally {
				running.delete(work);
				jumpSoon();
			}
		},
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

/** The frame that called `setTimeout`: after the message, this function's own and that of the replacement. */
const callerFrame = (): string => new Error().stack?.split('\n')[3] ?? '';
