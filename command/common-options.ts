import { type Command, InvalidArgumentError, Option } from 'commander';
import ms from 'ms';
import type { Exportwatch } from '#client/exportwatch.ts';

/** The options of every command that asks an ExportWatch. */
export interface CommonOptions {
	readonly port?: number;
	readonly instance?: string;
	readonly json?: true;
}

export const withCommonOptions = (command: Command): Command =>
	command
		.addOption(
			new Option('--port <port>', 'ask the embedded AWS on this port, not the account of your credentials').argParser(
				readPort,
			),
		)
		.option('--instance <name>', 'where an account has several Exportwatch')
		.option('--json', 'print JSON, for programs');

/** Connects to the embedded AWS of the port, or to the account that the environment names. */
export const connectTo = async ({ port, instance }: CommonOptions): Promise<Exportwatch> => {
	if (port !== undefined) {
		const { enterEmbeddedEnvironment } = await import('../local/aws/embedded-environment.ts');
		enterEmbeddedEnvironment(`http://127.0.0.1:${port}`);
	}
	// the SDK clients take a while to load, and the help needs none
	const { connect } = await import('#client/connect.ts');
	return connect({ instance });
};

const MAX_PORT = 65_535;

export const readPort = (text: string): number => {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= MAX_PORT) return port;
	throw new InvalidArgumentError(`It must be a whole number from 0 to ${MAX_PORT}.`);
};

/** Reads a duration such as `90s`, `2h` or `1.5d`, in seconds. */
export const readDuration = (text: string): number => {
	const milliseconds = /^[\d.]+\s*[a-z]+$/i.test(text) ? ms(text as ms.StringValue) : undefined;
	if (milliseconds !== undefined) return milliseconds / 1000;
	throw new InvalidArgumentError('It must be a number with a unit, as 90s, 30m, 2h or 1d.');
};

export const readCount = (text: string): number => {
	const count = Number(text);
	if (/^\d+$/.test(text) && count > 0) return count;
	throw new InvalidArgumentError('It must be a whole number from 1.');
};
