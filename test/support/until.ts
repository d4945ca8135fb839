import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 15_000;

/** Waits, in real time, until something holds; gives up after some seconds. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
	const since = performance.now();
	while (!(await holds())) {
		if (performance.now() - since > PATIENCE_MILLISECONDS) throw new Error('it does not hold after 15 s');
		await sleep(5);
	}
};
