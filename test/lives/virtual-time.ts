import { vi } from 'vitest';

interface Timer {
	readonly firesAt: number;
	readonly order: number;
	readonly fire: () => unknown;
}

/** The moment at which each life begins. */
const BEGINNING = Date.parse('2026-03-01T02:00:00.000Z');

/**
 * The time of one life: every timer of the process is ours, those of the engine of Step Functions too, and `Date` jumps to
 * the next one as soon as nothing is left to do. Unlike in skipped time, a call may take seconds, and meanwhile others go on:
 * nothing in a life waits for anything real.
 */
export const createVirtualTime = () => {
	const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
	const timers = new Set<Timer>();
	let order = 0;
	vi.useFakeTimers({ toFake: ['Date'], now: BEGINNING });

	const setTimeout = (fire: () => unknown, milliseconds = 0): Timer => {
		order += 1;
		const timer = { firesAt: Date.now() + Math.max(0, milliseconds), order, fire };
		timers.add(timer);
		return timer;
	};
	const clearTimeout = (timer: Timer): void => void timers.delete(timer);
	Object.assign(globalThis, { setTimeout, clearTimeout });

	const nextTimer = (): Timer | undefined => {
		let next: Timer | undefined;
		for (const timer of timers) {
			if (!next || timer.firesAt < next.firesAt || (timer.firesAt === next.firesAt && timer.order < next.order)) {
				next = timer;
			}
		}
		return next;
	};

	return {
		at: (seconds: number, work: () => unknown) => setTimeout(work, BEGINNING + seconds * 1000 - Date.now()),
		sleep: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
		/** Goes on until there is nothing left to wait for. */
		run: async (): Promise<void> => {
			for (;;) {
				// Everything in a life but a timer is a microtask, and those are done before this is.
				await new Promise((resolve) => setImmediate(resolve));
				const next = nextTimer();
				if (!next) return;
				timers.delete(next);
				vi.setSystemTime(Math.max(Date.now(), next.firesAt));
				next.fire();
			}
		},
		giveBack: () => {
			Object.assign(globalThis, real);
			vi.useRealTimers();
		},
	};
};

export type VirtualTime = ReturnType<typeof createVirtualTime>;

export const secondsSinceBeginning = (date: Date): number => (date.getTime() - BEGINNING) / 1000;
export const dateAt = (seconds: number): Date => new Date(BEGINNING + seconds * 1000);
