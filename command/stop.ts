import { Command } from 'commander';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { print, printJson } from './output/terminal.ts';

interface StopOptions extends CommonOptions {
	readonly cause: string;
}

export const createStop = (): Command =>
	withCommonOptions(new Command('stop'))
		.description('stop the watch of an export job; the job itself goes on')
		.argument('<job>', 'the name or the ARN of an export job')
		.option('--cause <text>', 'why, for the record and the message', 'stopped with exportwatch stop')
		.action(async (job: string, options: StopOptions) => {
			const executionArns = await (await connectTo(options)).stopWatch(job, options.cause);
			if (options.json) return printJson({ executionArns });
			for (const executionArn of executionArns) print(`Stopped ${executionArn}`);
		});
