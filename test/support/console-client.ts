import type { Execution } from '../../client/executions.ts';
import type { Exportwatch } from '../../client/exportwatch.ts';
import type { Watch } from '../../client/read-watch.ts';
import type { RunningWatch } from '../../client/watches.ts';
import { EXECUTION_ARN, JOB_ARN } from './builders.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine';
const AT = '2026-03-01T02:00:00.000Z';

const DEFINITION = JSON.stringify({ StartAt: 'Poll', States: { Poll: { Type: 'Succeed' } } });

export const executionOf = (partial: Partial<Execution> = {}): Execution => ({
	executionArn: EXECUTION_ARN,
	stateMachineArn: `${STATE_MACHINE}:WatchExport`,
	name: 'one',
	status: 'SUCCEEDED',
	startedAt: AT,
	startedBy: { kind: 'REQUEST' },
	endedAt: AT,
	input: '{}',
	visits: [{ id: 2, state: 'Poll', type: 'Succeed', enteredAt: AT, exitedAt: AT, errors: [], isCaught: false }],
	...partial,
});

export const readWatchOf = (partial: Partial<Watch> = {}): Watch => ({
	datasetExportJobArn: JOB_ARN,
	jobName: 'nightly',
	state: 'RUNNING',
	execution: executionOf(),
	polls: [],
	...partial,
});

export const runningWatchOf = (partial: Partial<RunningWatch> = {}): RunningWatch => ({
	state: 'RUNNING',
	datasetExportJobArn: JOB_ARN,
	jobName: 'nightly',
	isReplay: false,
	polls: 1,
	executionArn: EXECUTION_ARN,
	startedAt: AT,
	startedBy: { kind: 'API_CALL' },
	currentState: 'WaitForExport',
	polledAt: [],
	...partial,
});

/** A client that refuses everything but what a test gives it. */
export const clientOf = (partial: Partial<Exportwatch> = {}): Exportwatch => {
	const refuse = (name: string) => () => {
		throw new Error(`${name} was not expected`);
	};
	return {
		installation: {
			version: 1,
			stateMachines: {
				WatchExport: `${STATE_MACHINE}:WatchExport`,
				ExportDatasets: `${STATE_MACHINE}:ExportDatasets`,
				ProcessExport: `${STATE_MACHINE}:ProcessExport`,
			},
			functions: { AdoptExports: 'arn:aws:lambda:us-east-1:000000000000:function:AdoptExports' },
			table: 'ExportJobs',
			topic: 'arn:aws:sns:us-east-1:000000000000:ExportOutcomes',
			eventBus: 'default',
			buckets: { exports: ['exports'], manifests: 'manifests' },
		},
		listWatches: refuse('listWatches'),
		readWatch: refuse('readWatch'),
		followWatch: refuse('followWatch'),
		startWatch: refuse('startWatch'),
		stopWatch: refuse('stopWatch'),
		startExport: refuse('startExport'),
		readExport: refuse('readExport'),
		followExport: refuse('followExport'),
		adoptExports: refuse('adoptExports'),
		examineAccount: refuse('examineAccount'),
		listBatches: refuse('listBatches'),
		listExecutions: refuse('listExecutions'),
		readExecution: refuse('readExecution'),
		readDefinition: async () => DEFINITION,
		readManifest: refuse('readManifest'),
		readDataset: refuse('readDataset'),
		queryDataset: refuse('queryDataset'),
		...partial,
	};
};
