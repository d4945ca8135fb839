import { createLogUpdate } from 'log-update';
import { print } from './terminal.ts';

/** Lines that stay, and below them text that is written anew. */
export interface LiveText {
	readonly line: (text: string) => void;
	readonly now: (text: string) => void;
	/** Removes what is written anew. The cursor comes back, too. */
	readonly end: () => void;
}

/** On a terminal; elsewhere only lines that stay. */
export const createLiveText = (): LiveText => {
	if (!process.stdout.isTTY) return { line: print, now: () => {}, end: () => {} };
	const update = createLogUpdate(process.stdout);
	return {
		line: (text) => update.persist(text),
		now: update,
		end: () => {
			update.clear();
			update.done();
		},
	};
};
