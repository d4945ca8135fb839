import { parseArgs } from 'node:util';
import { enterEmbeddedEnvironment } from './aws/embedded-environment.ts';
import { runDemo } from './demo/run-demo.ts';
import { logFileOf, PortInUse, startServer } from './server.ts';

const help = `Starts the embedded AWS, watches one export that succeeds and one that fails, and stays up.

npm start                   stay up until Ctrl-C
npm start -- --exit         end after the two outcomes: exit 0 if they are as they should be, 1 if not
npm start -- --port 4600    listen on another port of 127.0.0.1 than 4566
npm start -- --help         this text
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

/** As a program that SIGPIPE ends: a reader such as `head` has seen enough, and nothing has been shown to be right. */
const EXIT_CODE_OF_SIGPIPE = 141;
process.stdout.on('error', () => process.exit(EXIT_CODE_OF_SIGPIPE));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		process.stdout.write('\nThe embedded AWS has stopped; what was in it is gone.\n');
		process.exit(0);
	});
}

process.stdout.write('Starting the embedded AWS …\n');
const server = await startServer(options.port).catch((error: Error) =>
	quit(error instanceof PortInUse ? error.message : `the embedded AWS did not start: ${error.message}`, 1),
);
void server.died.then((error) => quit(`the embedded AWS died: ${error.stack}\nIts log: ${logFileOf(options.port)}`, 1));
enterEmbeddedEnvironment(server.endpoint);

const isAsItShouldBe = await runDemo(server.endpoint);
process.stdout.write(`\nThe functions' logs and metrics: ${logFileOf(options.port)}\n`);
if (options.exit) {
	await server.stop();
	process.exit(isAsItShouldBe ? 0 : 1);
}
process.stdout.write(`The embedded AWS stays up at ${server.endpoint}; Ctrl-C stops it.\n`);
