declare module 'dynalite' {
	import type { Server } from 'node:http';

	/** How long a table is CREATING, DELETING or UPDATING. */
	export default function dynalite(options: {
		readonly createTableMs: number;
		readonly deleteTableMs: number;
		readonly updateTableMs: number;
	}): Server;
}
