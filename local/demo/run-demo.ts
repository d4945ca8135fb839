import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { Listr } from 'listr2';
import type { Outcome } from '#contracts/vocabulary.ts';
import { createFailingExport, exportGroup, FAILING_JOB_NAME, groupDatasetTypes } from './demo-exports.ts';
import { endOf, findChildWatch, findWatch, followWatch } from './follow-watch.ts';
import { readTraces } from './read-traces.ts';
import { reportDataset } from './report-dataset.ts';
import { printClientSettings, reportExecution, reportWatch } from './report-outcome.ts';

/** One watch to be shown: how to find it, and how it should end. */
interface ShownWatch {
	readonly title: string;
	readonly expected: Outcome;
	readonly find: () => Promise<string>;
}

interface EndedWatch {
	readonly watch: ShownWatch;
	readonly execution: DescribeExecutionOutput;
}

/** Exports the demo group and one job that fails, shows all their watches live, and reports how each ended; true if as expected. */
export const runDemo = async (endpoint: string): Promise<boolean> => {
	const parentArn = await exportGroup();
	const ended = await follow([
		...groupDatasetTypes.map(
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
		isAsExpected &&=
			traces.record?.outcome === watch.expected &&
			traces.message !== undefined &&
			(watch.expected === 'FAILED' || traces.manifest !== undefined);
		if (watch.expected === 'SUCCEEDED')
			isAsExpected = (await reportDataset(watch.title, traces.record)) && isAsExpected;
	}
	const parent = await endOf(parentArn);
	reportExecution(endpoint, 'ExportDatasets over the group demo', parent);
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

/** So many that four watches fit a screen. */
const LINES_OF_A_WATCH = 5;
