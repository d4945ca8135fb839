declare module 'dynalite' {
	import type { Server } from 'node:http';

	/** Times in milliseconds that a table stays in the state between. */
	export default function dynalite(options: {
		readonly createTableMs: number;
		readonly deleteTableMs: number;
		readonly updateTableMs: number;
	}): Server;
}
