import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import { enterEmbeddedEnvironment } from '../local/aws/embedded-environment.ts';
import { findData, loadData } from '../local/load-data.ts';
import { readOwnHandlers } from '../local/own-handlers.ts';
import { logFileOf, startServer } from '../local/server.ts';
import { hintAtMore, reportDemo } from './demo/report-demo.ts';
import { runDemo } from './demo/run-demo.ts';
import { createDemoScreen } from './demo/show-demo.ts';
import { exitCodes } from './exit-codes.ts';
import { print } from './output/terminal.ts';

export interface LocalOptions {
	readonly port: number;
	readonly consolePort?: number;
	readonly exit?: true;
	readonly data?: string;
	readonly onSuccess?: string;
	readonly onFailure?: string;
}

/** Runs the embedded AWS in a thread of its own; the demo reaches it only over HTTP, as any client does. */
export const runLocal = async (options: LocalOptions): Promise<void> => {
	const { port, consolePort = port && port + 1, exit, data, onSuccess, onFailure } = options;
	await import('@duckdb/node-api'); // fails now, and not in the middle of the demo, where it is not installed
	const handlers = { onSuccess, onFailure };
	readOwnHandlers(handlers); // a file that is not there ends the command before the server starts
	const folders = data === undefined ? [] : findData(data);
	print('Starting the embedded AWS …');
	process.on('exit', (code) => {
		if (code !== exitCodes.NO_ANSWER) print('\nThe embedded AWS has stopped; its data is gone.');
	});
	const consoleUrl = consolePort === 0 ? undefined : `http://127.0.0.1:${consolePort}/`;
	const server = await startServer(port, { consoleUrl, handlers });
	const log = logFileOf(port);
	void server.died.then((error) => {
		process.stderr.write(`the embedded AWS died: ${error.stack}\nIts log: ${log}\n`);
		process.exit(exitCodes.DEFECT);
	});
	print(`It listens on ${server.endpoint}. The logs and metrics of its functions: ${log}`);
	enterEmbeddedEnvironment(server.endpoint);
	if (folders.length > 0) print(`Your datasets: ${(await loadData(folders)).join(', ')}\n`);

	const { connect } = await import('#client/connect.ts');
	const client = await connect();
	const { openConsole } = await import('./open-console.ts');
	const account = `embedded AWS, ${server.endpoint}`;
	const linkedConsole = consoleUrl ?? AWS_CONSOLE;
	const { url } = await openConsole(client, { port: consolePort, account, allowActions: true, linkedConsole });
	print(`The console: ${url}\n`);
	const screen = createDemoScreen();
	const result = await runDemo(client, screen.show).finally(screen.end);
	reportDemo(result);
	if (exit) {
		await server.stop();
		process.exit(result.isAsExpected ? exitCodes.OK : exitCodes.FAILED);
	}
	hintAtMore(result, new URL(server.endpoint).port);
	print(`\nThe embedded AWS stays up at ${server.endpoint}, the console at ${url}\nCtrl-C stops them.`);
	// to stop what only rests is no failure
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.removeAllListeners(signal).on(signal, () => process.exit(exitCodes.OK));
	}
};
