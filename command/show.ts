import { Command } from 'commander';
import { relativeTime, shortDuration } from '#client/durations.ts';
import { readCell } from '#client/query-cells.ts';
import type { Poll, Watch } from '#client/read-watch.ts';
import type { StartedBy } from '#client/started-by.ts';
import type { RecordedAction } from '#contracts/export-job-record.ts';
import { endOfJob, type JobStatus } from '#contracts/vocabulary.ts';
import type { Profile } from '#functions/process-export/publish-dataset/make-profile.ts';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { type Field, renderFields } from './output/fields.ts';
import { type Column, renderTable } from './output/table.ts';
import { print, printJson, terminalWidth } from './output/terminal.ts';
import { count, summaryFields } from './output/watch-summary.ts';

export const createShow = (): Command =>
	withCommonOptions(new Command('show'))
		.description('show all about a watch: how it stands, its polls, its actions, and where everything is')
		.argument('<job>', 'the name or the ARN of an export job, or the ARN of an execution of WatchExport')
		.action(async (job: string, options: CommonOptions) => {
			const exportwatch = await connectTo(options);
			const watch = await exportwatch.readWatch(job);
			if (options.json) return printJson(watch);
			const width = terminalWidth();
			for (const line of renderFields([...summaryFields(watch), ...detailFields(watch)], width)) print(line);
			printTable('Polls', pollColumns, watch.polls, width);
			printTable('Actions', actionColumns, Object.entries(watch.record?.actions ?? {}), width);
			if (watch.record?.dataset?.status !== 'READY') return;
			const { profile } = await exportwatch.readDataset(watch.datasetExportJobArn);
			printTable('Columns of the dataset', profileColumns(profile), profile.columns, width);
		});

const printTable = <Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[], width: number): void => {
	if (rows.length === 0) return;
	print(`\n${title}`);
	for (const line of renderTable(columns, rows, width)) print(line);
};

const detailFields = (watch: Watch): readonly Field[] => {
	const { execution, record, deadlineAt, nextPollAt, order } = watch;
	const now = Date.now();
	return [
		{ name: 'Status', text: watch.job?.status },
		{ name: 'Now', text: watch.state === 'RUNNING' ? watch.currentState : '' },
		{ name: 'Next poll', text: nextPollAt && relativeTime(nextPollAt, now) },
		{
			name: 'Deadline',
			text: deadlineAt && watch.state === 'RUNNING' ? `${deadlineAt} (${relativeTime(deadlineAt, now)})` : '',
		},
		{ name: 'Created', text: watch.job?.creationDateTime },
		{ name: 'Recorded', text: record?.recordedAt },
		{ name: 'Started by', text: execution && startedBy(execution.startedBy) },
		{ name: 'Replay', text: order?.replay ? 'yes' : '' },
		{ name: 'Manifest', text: record?.manifest },
		{
			name: 'Execution',
			text: execution?.executionArn ?? (record && `${record.ownerExecutionArn} (Step Functions no longer has it)`),
		},
		{ name: 'Processing', text: record?.processingExecutionArn },
	];
};

const startedBy = (start: StartedBy): string => {
	switch (start.kind) {
		case 'API_CALL':
			return 'the rule for the call of CreateDatasetExportJob';
		case 'EVENT':
			return `the rule for the event of ${start.source ?? 'an unknown source'}`;
		case 'WORKFLOW':
			return start.executionArn;
		case 'SWEEP':
			return 'the sweep, which found the job unwatched';
		case 'STOPPED_WATCH':
			return 'the end of another watch that was stopped';
		case 'REQUEST':
			return 'a person or a program';
	}
};

const pollColumns: readonly Column<Poll>[] = [
	{ title: '#', text: ({ polls }) => String(polls), align: 'right', dispensable: 0 },
	{ title: 'AT', text: ({ observedAt }) => observedAt, dispensable: 1 },
	{ title: 'STATUS', text: ({ status }) => status, minWidth: 8, dispensable: 0 },
	{
		title: 'THEN WAITED',
		text: ({ waitSeconds, status }) =>
			waitSeconds === undefined || endOfJob[status as JobStatus] ? '' : shortDuration(waitSeconds),
		align: 'right',
		dispensable: 0,
	},
];

const actionColumns: readonly Column<readonly [string, RecordedAction]>[] = [
	{ title: 'ACTION', text: ([name]) => name, dispensable: 0 },
	{
		title: 'STATUS',
		text: ([, { status }]) => status,
		style: ([, { status }]) => (status === 'DONE' ? 'green' : 'yellow'),
		dispensable: 0,
	},
	{ title: 'AT', text: ([, { doneAt, startedAt }]) => doneAt ?? startedAt ?? '', dispensable: 1 },
	{ title: 'ID', text: ([, { id }]) => id ?? '', minWidth: 12, cut: 'middle', dispensable: 2 },
];

const profileColumns = ({ distinctIs }: Profile): readonly Column<Profile['columns'][number]>[] => [
	{ title: 'COLUMN', text: ({ name }) => name, minWidth: 10, cut: 'middle', dispensable: 0 },
	{ title: 'TYPE', text: ({ type }) => type, dispensable: 1 },
	{ title: 'NULLS', text: ({ nulls }) => count(nulls), align: 'right', dispensable: 2 },
	{
		title: 'DISTINCT',
		text: ({ distinct }) => `${distinctIs === 'ESTIMATED' ? '~' : ''}${count(distinct)}`,
		align: 'right',
		dispensable: 3,
	},
	{ title: 'MIN', text: ({ min, type }) => String(readCell(min, type) ?? ''), minWidth: 8, dispensable: 4 },
	{ title: 'MAX', text: ({ max, type }) => String(readCell(max, type) ?? ''), minWidth: 8, dispensable: 4 },
];
