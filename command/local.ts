import { Command } from 'commander';
import { readPort } from './common-options.ts';
import type { LocalOptions } from './run-local.ts';

const DEFAULT_PORT = 4566;

export const createLocal = (): Command =>
	new Command('local')
		.description('start the embedded AWS, export three datasets and one that fails, and show how all four end')
		.option('--port <port>', 'listen on this port of 127.0.0.1; 0 takes any', readPort, DEFAULT_PORT)
		.option('--console-port <port>', 'serve the console on this port; else on the one after --port', readPort)
		.option('--exit', 'stop after the outcomes; the exit code is 0 if they are as expected, 1 if not')
		.option(
			'--data <folder>',
			'make datasets of <group>/<TYPE>/*.csv in it, each with an Avro schema.json if you have one',
		)
		.option('--on-success <file>', 'run the handler of this module with the notification of each success')
		.option('--on-failure <file>', 'run the handler of this module with the notification of each other outcome')
		.action(async (options: LocalOptions) => {
			// the embedded AWS takes a while to load, and the help needs none
			const { runLocal } = await import('./run-local.ts');
			await runLocal(options);
		});
