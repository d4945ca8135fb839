import { parseArgs } from 'node:util';
import { enterEmbeddedEnvironment } from './aws/embedded-environment.ts';
import { runDemo } from './demo/run-demo.ts';
import { logFileOf, PortInUse, startServer } from './server.ts';

const help = `Starts the embedded AWS, runs ExportDatasets over three datasets, creates one
export job that fails, and shows how all four watches end.

npm start                   stays up until Ctrl-C
npm start -- --exit         stops after the outcomes; exit code 0 if they are as expected, 1 if not
npm start -- --port 4600    listens on this port of 127.0.0.1 instead of 4566
npm start -- --help         prints this text
`;

const readArguments = () => {
	try {
		const { values } = parseArgs({
			options: {
				exit: { type: 'boolean', default: false },
				port: { type: 'string', default: '4566' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		const port = Number(values.port);
		if (!/^\d+$/.test(values.port) || port > 65_535) {
			throw new Error(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(values.port)}`);
		}
		return { ...values, port };
	} catch (error) {
		return quit(`${(error as Error).message}\n\n${help}`, 2);
	}
};

const quit = (message: string, exitCode: number): never => {
	process.stderr.write(`${message}\n`);
	process.exit(exitCode);
};

const options = readArguments();
if (options.help) {
	process.stdout.write(help);
	process.exit(0);
}

/** The exit code of a program that SIGPIPE ends: a reader such as `head` has read enough, and no outcome is known. */
const EXIT_CODE_OF_SIGPIPE = 141;
process.stdout.on('error', () => process.exit(EXIT_CODE_OF_SIGPIPE));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		process.stdout.write('\nThe embedded AWS has stopped; its data is gone.\n');
		process.exit(0);
	});
}

process.stdout.write('Starting the embedded AWS …\n');
const server = await startServer(options.port).catch((error: Error) =>
	quit(error instanceof PortInUse ? error.message : `the embedded AWS did not start: ${error.message}`, 1),
);
void server.died.then((error) => quit(`the embedded AWS died: ${error.stack}\nIts log: ${logFileOf(options.port)}`, 1));
enterEmbeddedEnvironment(server.endpoint);

const isAsExpected = await runDemo(server.endpoint);
process.stdout.write(`\nThe functions' logs and metrics: ${logFileOf(options.port)}\n`);
if (options.exit) {
	await server.stop();
	process.exit(isAsExpected ? 0 : 1);
}
process.stdout.write(`The embedded AWS stays up at ${server.endpoint}; Ctrl-C stops it.\n`);
