import { join } from 'node:path';
import envPaths from 'env-paths';
import type { Exportwatch } from '#client/exportwatch.ts';
import { keepSession } from '../console/security/keep-session.ts';
import { type RunningConsole, startConsole } from '../console/start-console.ts';
import { ConsolePortInUse } from './console-port-in-use.ts';

interface Options {
	readonly port: number;
	readonly account: string;
	readonly allowActions: boolean;
	readonly linkedConsole: string;
}

/**
 * Serves the console with the session of earlier runs, so that pages that are open go on.
 *
 * @throws ConsolePortInUse
 */
export const openConsole = async (client: Exportwatch, options: Options): Promise<RunningConsole> => {
	const session = keepSession(join(envPaths('exportwatch', { suffix: '' }).data, 'console-session.json'));
	try {
		return await startConsole({ client, session, ...options });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new ConsolePortInUse(options.port);
		throw error;
	}
};
