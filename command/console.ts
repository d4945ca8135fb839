import { Command } from 'commander';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import { type CommonOptions, connectTo, readPort, withCommonOptions } from './common-options.ts';
import { openConsole } from './open-console.ts';
import { print } from './output/terminal.ts';

interface ConsoleOptions extends Omit<CommonOptions, 'json'> {
	readonly consolePort: number;
	readonly allowActions?: true;
}

const DEFAULT_CONSOLE_PORT = 4568;

export const createConsole = (): Command =>
	withCommonOptions(new Command('console'))
		.description('serve the console on this machine: watches, their graphs and data, and actions, in a browser')
		.option('--console-port <port>', 'listen on this port of 127.0.0.1; 0 takes any', readPort, DEFAULT_CONSOLE_PORT)
		.option('--allow-actions', 'let the page start, stop and replay watches; the embedded AWS always does')
		.action(async (options: ConsoleOptions) => {
			const client = await connectTo(options);
			const isEmbedded = isOnThisMachine(process.env.AWS_ENDPOINT_URL);
			const { url } = await openConsole(client, {
				port: options.consolePort,
				account: isEmbedded ? `embedded AWS, ${process.env.AWS_ENDPOINT_URL}` : accountOf(client.installation.topic),
				linkedConsole: isEmbedded ? `http://127.0.0.1:${options.consolePort}/` : AWS_CONSOLE,
				allowActions: isEmbedded || options.allowActions === true,
			});
			print(`The console: ${url}\nWhoever has this address can use it. Ctrl-C stops it.`);
		});

const isOnThisMachine = (endpoint = ''): boolean =>
	URL.canParse(endpoint) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);

/** Account and Region, by the ARN of any resource. */
const accountOf = (resourceArn: string): string => {
	const [, , , region, account] = resourceArn.split(':');
	return `account ${account}, ${region}`;
};
