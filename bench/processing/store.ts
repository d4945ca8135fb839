import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The embedded AWS in a process of its own, with the files and the plan of one batch. */
export interface Store {
	readonly endpoint: string;
	readonly planSha256: string;
	readonly stop: () => void;
}

export const startStore = async (folder: string): Promise<Store> => {
	const child = fork(fileURLToPath(new URL('./store-process.ts', import.meta.url)), [folder]);
	const [{ endpoint, planSha256 }] = await once(child, 'message');
	return { endpoint, planSha256, stop: () => void child.kill() };
};
