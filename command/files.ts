import { Command } from 'commander';
import type { Manifest } from '#contracts/manifest.ts';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { type Column, renderTable } from './output/table.ts';
import { print, printJson, terminalWidth } from './output/terminal.ts';
import { bytes, count } from './output/watch-summary.ts';

export const createFiles = (): Command =>
	withCommonOptions(new Command('files'))
		.description('list the files that an export job wrote')
		.argument('<job>', 'the name or the ARN of an export job')
		.action(async (job: string, options: CommonOptions) => {
			const manifest = await (await connectTo(options)).readManifest(job);
			if (options.json) return printJson(manifest);
			for (const line of renderTable(fileColumns, manifest.files, terminalWidth())) print(line);
			print(`${count(manifest.fileCount)} files, ${bytes(manifest.totalBytes)}, in ${manifest.outputPath}`);
			if (manifest.excluded.length === 0) return;
			print('\nNot part of the export');
			for (const line of renderTable(excludedColumns, manifest.excluded, terminalWidth())) print(line);
		});

const fileColumns: readonly Column<Manifest['files'][number]>[] = [
	{ title: 'SIZE', text: ({ size }) => bytes(size), align: 'right', dispensable: 0 },
	{ title: 'KEY', text: ({ key }) => key, minWidth: 20, cut: 'middle', dispensable: 0 },
	{ title: 'MODIFIED', text: ({ lastModified }) => lastModified, dispensable: 1 },
];

const excludedColumns: readonly Column<Manifest['excluded'][number]>[] = [
	{ title: 'WHY', text: ({ reason }) => reason, dispensable: 0 },
	{ title: 'KEY', text: ({ key }) => key, minWidth: 20, cut: 'middle', dispensable: 0 },
];
