/** The time of the embedded AWS. Tests that skip time give it a clock of their own. */
export interface Clock {
	readonly now: () => Date;
	/** Calls back once; too early if no timer can be that long. */
	readonly startTimer: (milliseconds: number, callback: () => unknown) => Timer;
	/** Runs work that takes real time, such as a function. A clock that skips time stands still meanwhile. */
	readonly hold: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

export interface Timer {
	readonly cancel: () => void;
}

/** setTimeout keeps its milliseconds in 31 bits and fires at once for a longer time. */
const MAX_TIMER_MILLISECONDS = 2 ** 31 - 1;
export const MAX_TIMER_SECONDS = Math.floor(MAX_TIMER_MILLISECONDS / 1000);

export const systemClock: Clock = {
	now: () => new Date(),
	startTimer: (milliseconds, callback) => {
		// does not keep the process alive
		const timer = setTimeout(callback, Math.min(milliseconds, MAX_TIMER_MILLISECONDS)).unref();
		return { cancel: () => clearTimeout(timer) };
	},
	hold: (work) => work(),
};
