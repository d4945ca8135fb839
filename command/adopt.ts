import { Command } from 'commander';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { print, printJson } from './output/terminal.ts';

export const createAdopt = (): Command =>
	withCommonOptions(new Command('adopt'))
		.description('start a watch of each recent export job that nobody watches, as the sweep does')
		.action(async (options: CommonOptions) => {
			const sweep = await (await connectTo(options)).adoptExports();
			if (options.json) return printJson(sweep);
			print(
				`${sweep.listed} export jobs, ${sweep.young} younger than ten minutes, ${sweep.recent} in the time of the sweep: ${sweep.recorded} recorded, ${sweep.watched} watched`,
			);
			for (const job of sweep.adopted) print(`Adopted   ${nameOf(job)}`);
			for (const job of sweep.givenUp)
				print(`Given up  ${nameOf(job)}: adopted watches have left it without a record, or with actions undone`);
			if (sweep.adopted.length === 0) print('No job was without a watch.');
		});

const nameOf = (datasetExportJobArn: string): string => datasetExportJobArn.split('/').at(-1) ?? '';
