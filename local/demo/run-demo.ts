import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { Listr } from 'listr2';
import { createDemoExport, type DemoExport, demoExports } from './demo-exports.ts';
import { findWatch, followWatch } from './follow-watch.ts';
import { readTraces } from './read-outcome.ts';
import { printClientSettings, reportOutcome } from './report-outcome.ts';

interface EndedWatch {
	readonly demoExport: DemoExport;
	readonly datasetExportJobArn: string;
	readonly execution: DescribeExecutionOutput;
}

/** Creates the demo's exports, shows their watches live side by side, and reports how each ended; true if as expected. */
export const runDemo = async (endpoint: string): Promise<boolean> => {
	const ended = await new Listr<EndedWatch[]>(
		demoExports.map((demoExport) => ({
			title: demoExport.jobName,
			rendererOptions: { outputBar: Number.POSITIVE_INFINITY, persistentOutput: true },
			task: async (watches, task) => {
				const datasetExportJobArn = await createDemoExport(demoExport);
				task.output = `created ${datasetExportJobArn}; the EventBridge rule starts its watch`;
				const executionArn = await findWatch(datasetExportJobArn);
				const execution = await followWatch(executionArn, {
					line: (text) => {
						task.output = process.stdout.isTTY ? text : `${demoExport.jobName}  ${text}`;
					},
					now: (text) => {
						if (process.stdout.isTTY) task.title = text ? `${demoExport.jobName}: ${text}` : demoExport.jobName;
					},
				});
				task.title = `${demoExport.jobName}: ${execution.status}`;
				watches.push({ demoExport, datasetExportJobArn, execution });
			},
		})),
		{ concurrent: true, ctx: [], fallbackRenderer: 'simple', registerSignalListeners: false },
	).run();

	printClientSettings();
	let isAsExpected = true;
	for (const { demoExport, datasetExportJobArn, execution } of ended) {
		const traces = await readTraces(endpoint, datasetExportJobArn);
		reportOutcome(endpoint, demoExport, execution, traces);
		isAsExpected &&=
			traces.record?.outcome === demoExport.expected &&
			traces.message !== undefined &&
			(demoExport.expected === 'FAILED' || traces.manifest !== undefined);
	}
	return isAsExpected;
};
