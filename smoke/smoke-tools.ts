import { WatchNotFound } from '#client/errors.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import type { Watch } from '#client/read-watch.ts';
import type { Listener } from './listen.ts';

/** What the checks work with. */
export interface SmokeTools {
	readonly exportwatch: Exportwatch;
	readonly listener: Listener;
	/** Says what is going on. */
	readonly progress: (text: string) => void;
	readonly signal: AbortSignal;
}

/** Undefined as long as nobody watches the job and nothing is recorded of it. */
export const findWatch = async (exportwatch: Exportwatch, job: string): Promise<Watch | undefined> => {
	try {
		return await exportwatch.readWatch(job);
	} catch (error) {
		if (error instanceof WatchNotFound) return undefined;
		throw error;
	}
};
