import { Command, Option } from 'commander';
import { shortDuration } from '#client/durations.ts';
import type { DatasetExport, GroupExport } from '#client/export-datasets.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import { type DatasetSummary, ingestionModes } from '#contracts/exports.ts';
import { type CommonOptions, connectTo, readDuration, withCommonOptions } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';
import { createLiveText } from './output/live-text.ts';
import { printable } from './output/printable.ts';
import { type Column, renderTable } from './output/table.ts';
import { print, printJson, terminalWidth, toJson } from './output/terminal.ts';

interface ExportOptions extends CommonOptions {
	readonly group?: string;
	readonly to: string;
	readonly role: string;
	readonly ingestionMode?: (typeof ingestionModes)[number];
	readonly deadline?: number;
	readonly follow?: true;
}

export const createExport = (): Command =>
	withCommonOptions(new Command('export'))
		.description('export datasets, or a whole dataset group, and watch every export job')
		.argument('[dataset...]', 'datasets as GROUP/TYPE or as ARNs')
		.option('--group <group>', 'all datasets of this group, by its name or ARN')
		.requiredOption('--to <path>', 'the S3 folder, as s3://bucket/folder/')
		.requiredOption('--role <arn>', 'the service role with which Personalize writes the files')
		.addOption(new Option('--ingestion-mode <mode>', 'which rows').choices(ingestionModes).default('ALL'))
		.option('--deadline <duration>', 'how old a job may become, as 2h', readDuration)
		.option('--follow', 'follow until all exports have ended; the exit code says whether all succeeded')
		.action(async (datasets: readonly string[], options: ExportOptions) => {
			const exportwatch = await connectTo(options);
			const executionArn = await exportwatch.startExport(requestOf(exportwatch, datasets, options));
			if (options.follow) {
				process.exitCode = await followExport(exportwatch, executionArn, options);
				return;
			}
			if (options.json) return printJson({ executionArn });
			print(`Started ${executionArn}`);
		});

const requestOf = (exportwatch: Exportwatch, datasets: readonly string[], options: ExportOptions) => {
	const arnOf = (type: 'dataset' | 'dataset-group', name: string): string =>
		name.startsWith('arn:') ? name : `${personalizeArn(exportwatch)}:${type}/${name}`;
	return {
		...(options.group !== undefined && { datasetGroupArn: arnOf('dataset-group', options.group) }),
		...(datasets.length > 0 && { datasetArns: datasets.map((dataset) => arnOf('dataset', dataset)) }),
		outputPath: options.to,
		roleArn: options.role,
		ingestionMode: options.ingestionMode,
		...(options.deadline !== undefined && { deadlineSeconds: options.deadline }),
	};
};

const personalizeArn = ({ installation }: Exportwatch): string => {
	const [, partition, , region, account] = installation.stateMachines.ExportDatasets.split(':');
	return `arn:${partition}:personalize:${region}:${account}`;
};

const followExport = async (
	exportwatch: Exportwatch,
	executionArn: string,
	{ json }: { readonly json?: true | undefined },
): Promise<number> => {
	const live = createLiveText();
	let latest: GroupExport | undefined;
	try {
		for await (const exported of exportwatch.followExport(executionArn)) {
			latest = exported;
			if (json) {
				print(toJson(exported));
				continue;
			}
			for (const line of exported.datasets.map(progressOf)) live.line(line, line);
			live.now(`${exported.execution.name} is running`);
		}
	} finally {
		live.end();
	}
	if (latest && !json) printEnd(latest);
	return latest?.execution.status === 'SUCCEEDED' ? exitCodes.OK : exitCodes.FAILED;
};

const progressOf = ({ datasetType, jobName, datasetExportJobArn, watchExecutionArn }: DatasetExport): string => {
	if (watchExecutionArn) return `${datasetType}: ${jobName} is watched`;
	return `${datasetType}: ${jobName} is ${datasetExportJobArn ? 'created' : 'planned'}`;
};

const printEnd = ({ execution, summary }: GroupExport): void => {
	print(`${execution.name} ${execution.status}${execution.cause ? `: ${printable(execution.cause)}` : ''}`);
	for (const line of renderTable(summaryColumns, summary?.datasets ?? [], terminalWidth())) print(line);
	for (const { datasetType, reason } of summary?.excluded ?? []) print(`${datasetType} is not exported: ${reason}`);
};

const summaryColumns: readonly Column<DatasetSummary>[] = [
	{
		title: 'STATE',
		text: ({ outcome }) => outcome,
		style: ({ outcome }) => (outcome === 'SUCCEEDED' ? 'green' : 'red'),
		dispensable: 0,
	},
	{ title: 'JOB', text: ({ jobName }) => jobName, minWidth: 18, cut: 'middle', dispensable: 0 },
	{
		title: 'TOOK',
		text: ({ seconds }) => (seconds === undefined ? '' : shortDuration(seconds)),
		align: 'right',
		dispensable: 1,
	},
	{ title: 'FILES', text: ({ fileCount }) => String(fileCount ?? ''), align: 'right', dispensable: 2 },
	{ title: 'WHY', text: ({ reason = '' }) => reason, minWidth: 12, dispensable: 3 },
];
