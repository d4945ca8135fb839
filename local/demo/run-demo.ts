import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { Listr } from 'listr2';
import { datasetTypes, type Outcome } from '#contracts/vocabulary.ts';
import { datasetGroupName } from '../aws/shared/names.ts';
import { createFailingExport, exportGroup, FAILING_JOB_NAME } from './demo-exports.ts';
import { endOf, findChildWatch, findWatch, followWatch } from './follow-watch.ts';
import { readTraces } from './read-traces.ts';
import { printClientSettings, reportDataset, reportExecution, reportWatch } from './report.ts';

/** A watch to show: how to find it, and how it should end. */
interface ShownWatch {
	readonly title: string;
	readonly expected: Outcome;
	readonly find: () => Promise<string>;
}

interface EndedWatch {
	readonly watch: ShownWatch;
	readonly execution: DescribeExecutionOutput;
}

/**
 * Exports the demo group and creates one job that fails, shows their watches live, and reports how each ended.
 *
 * @returns whether all ended as expected
 */
export const runDemo = async (endpoint: string): Promise<boolean> => {
	const parentArn = await exportGroup();
	const ended = await follow([
		...datasetTypes.map(
			(type): ShownWatch => ({
				title: type.toLowerCase(),
				expected: 'SUCCEEDED',
				find: () => findChildWatch(parentArn, type),
			}),
		),
		{ title: FAILING_JOB_NAME, expected: 'FAILED', find: async () => findWatch(await createFailingExport()) },
	]);

	printClientSettings();
	let isAsExpected = true;
	for (const { watch, execution } of ended) {
		const traces = await readTraces(endpoint, execution);
		reportWatch(endpoint, watch, execution, traces);
		isAsExpected &&= traces.record?.outcome === watch.expected && traces.message !== undefined;
		if (watch.expected !== 'SUCCEEDED') continue;
		const { processingExecutionArn } = traces.record ?? {};
		const processing = processingExecutionArn ? await endOf(processingExecutionArn) : undefined;
		if (processing) reportDataset(watch.title, processing);
		isAsExpected &&= traces.manifest !== undefined && processing?.status === 'SUCCEEDED';
	}
	const parent = await endOf(parentArn);
	reportExecution(endpoint, `ExportDatasets over the group ${datasetGroupName}`, parent);
	return isAsExpected && parent.status === 'SUCCEEDED';
};

const follow = (watches: readonly ShownWatch[]): Promise<EndedWatch[]> =>
	new Listr<EndedWatch[]>(
		watches.map((watch) => ({
			title: watch.title,
			rendererOptions: { outputBar: LINES_OF_A_WATCH, persistentOutput: false },
			task: async (ended, task) => {
				const execution = await followWatch(await watch.find(), {
					line: (text) => {
						task.output = process.stdout.isTTY ? text : `${watch.title}  ${text}`;
					},
					now: (text) => {
						if (process.stdout.isTTY) task.title = text ? `${watch.title}: ${text}` : watch.title;
					},
				});
				task.title = `${watch.title}: ${execution.status}${execution.error ? ` (${execution.error})` : ''}`;
				ended.push({ watch, execution });
			},
		})),
		{ concurrent: true, ctx: [], fallbackRenderer: 'simple', registerSignalListeners: false },
	).run();

/** Four watches fit on a screen. */
const LINES_OF_A_WATCH = 5;
