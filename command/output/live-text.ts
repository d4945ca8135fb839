import { createLogUpdate } from 'log-update';
import { print } from './terminal.ts';

/** Lines that stay, and below them text that is written anew. */
export interface LiveText {
	/** Writes a line once: what has been written under this key is not written again. */
	readonly line: (text: string, key: string) => void;
	readonly now: (text: string) => void;
	/** Removes what is written anew. The cursor comes back, too. */
	readonly end: () => void;
}

/** On a terminal; elsewhere only lines that stay. */
export const createLiveText = (): LiveText => {
	const written = new Set<string>();
	const once = (write: (text: string) => void) => (text: string, key: string) => {
		if (!written.has(key)) write(text);
		written.add(key);
	};
	if (!process.stdout.isTTY) return { line: once(print), now: () => {}, end: () => {} };
	const update = createLogUpdate(process.stdout);
	const end = () => {
		process.off('exit', end);
		update.clear();
		update.done();
	};
	// Ctrl-C ends the process; what is written at its end comes below
	process.prependListener('exit', end);
	return { line: once((text) => update.persist(text)), now: update, end };
};
