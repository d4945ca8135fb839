import { Command } from 'commander';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { followWatch } from './follow-watch.ts';

export const createFollow = (): Command =>
	withCommonOptions(new Command('follow'))
		.description('follow a watch until it has ended; the exit code says how')
		.argument('<job>', 'the name or the ARN of an export job, or the ARN of an execution of WatchExport')
		.action(async (job: string, options: CommonOptions) => {
			process.exitCode = await followWatch(await connectTo(options), job, options);
		});
