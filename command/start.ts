import { Command } from 'commander';
import { type CommonOptions, connectTo, readDuration, withCommonOptions } from './common-options.ts';
import { followWatch } from './follow-watch.ts';
import { print, printJson } from './output/terminal.ts';

interface StartOptions extends CommonOptions {
	readonly deadline?: number;
	readonly replay?: true;
	readonly follow?: true;
}

export const createStart = (): Command =>
	withCommonOptions(new Command('start'))
		.description('start a watch of an export job')
		.argument('<job>', 'the name or the ARN of an export job')
		.option('--deadline <duration>', 'how old the job may become, as 2h', readDuration)
		.option('--replay', 'record, notify and process again')
		.option('--follow', 'follow the watch until it has ended; the exit code says how')
		.action(async (job: string, options: StartOptions) => {
			const exportwatch = await connectTo(options);
			const executionArn = await exportwatch.startWatch(job, {
				...(options.deadline !== undefined && { deadlineSeconds: options.deadline }),
				...(options.replay && { replay: true }),
			});
			if (options.follow) {
				process.exitCode = await followWatch(exportwatch, executionArn, options);
				return;
			}
			if (options.json) return printJson({ executionArn });
			print(`Started ${executionArn}`);
		});
