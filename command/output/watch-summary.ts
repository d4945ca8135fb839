import { shortDuration } from '#client/durations.ts';
import type { Watch } from '#client/read-watch.ts';
import { recordedDataset } from '#contracts/dataset.ts';
import { undoneActions } from '#functions/watch-export/outcome/decide-ownership.ts';
import type { Field } from './fields.ts';
import { datasetName, styleOf, usualDuration } from './watch-words.ts';

/** How a watch stands: what anybody wants to know first. */
export const summaryFields = (watch: Watch): readonly Field[] => {
	const { record, execution, job, state } = watch;
	const undone = record && state !== 'RUNNING' ? undoneActions(record) : [];
	const dataset = recordedDataset.safeParse(record?.dataset).data;
	return [
		{ name: 'Job', text: watch.jobName, style: 'bold' },
		{ name: 'State', text: state, style: styleOf[state] },
		...(state === 'RUNNING'
			? []
			: [
					{
						name: 'Why',
						text: record?.failureReason ?? record?.reason ?? (state === 'SUCCEEDED' ? '' : execution?.cause),
					},
					{ name: 'What to do', text: record?.remedy },
				]),
		{ name: 'Dataset', text: datasetName(job?.datasetArn) },
		{ name: 'Took', text: record?.durationSeconds === undefined ? '' : took(record.durationSeconds, watch) },
		{
			name: 'Files',
			text: record?.fileCount === undefined ? '' : `${count(record.fileCount)}, ${bytes(record.totalBytes)}`,
		},
		{ name: 'Rows', text: dataset?.rows === undefined ? '' : rowsOf(dataset.rows, dataset.rejectedRows) },
		{ name: 'Where', text: dataset?.location ?? job?.jobOutput?.s3DataDestination?.path },
		{ name: 'Processing', text: dataset?.reason, style: 'red' },
		{ name: 'Undone', text: undone.join(', '), style: 'yellow' },
	];
};

const took = (seconds: number, { forecast, record }: Watch): string => {
	const usual = usualDuration(forecast ?? record?.forecast);
	return `${shortDuration(seconds)}${usual && `; usually ${usual}`}`;
};

const rowsOf = (rows: number, rejected = 0): string =>
	`${count(rows)}${rejected > 0 ? `, and ${count(rejected)} rejected` : ''}`;

export const count = (value: number): string => value.toLocaleString('en');

/** In units of 1,000. */
export const bytes = (value = 0): string =>
	Intl.NumberFormat('en', { notation: 'compact', style: 'unit', unit: 'byte', unitDisplay: 'narrow' }).format(value);
