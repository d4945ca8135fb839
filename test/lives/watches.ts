import { failStates } from '#contracts/vocabulary.ts';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { RELEASED, readDefinitionJson } from '#statemachine/read-definition.ts';
import { AwsError } from '../../local/aws/shared/aws-json.ts';
import { functionArnOf, stateMachineArnOf } from '../../local/aws/shared/names.ts';
import { createExecutions } from '../../local/aws/step-functions/executions.ts';
import { createLambdaTask, type InvokeFunction } from '../../local/aws/step-functions/lambda-task.ts';
import { loadStateMachine } from '../../local/aws/step-functions/state-machine.ts';

const placeholders = {
	Partition: 'aws',
	...Object.fromEntries(
		['AcceptTrigger', 'DescribeExportJob', 'RecordOutcome', 'NotifyOutcome', 'StartProcessing'].map((name) => [
			`${name}FunctionArn`,
			functionArnOf(name),
		]),
	),
};

/** Loading takes longer than a life, so all lives share the machines. */
let invokeFunction: InvokeFunction;
const resources = {
	'lambda:invoke': createLambdaTask((...call) => invokeFunction(...call)),
	'states:startExecution.sync:2': createLambdaTask(() => Promise.reject(new Error('no state does that'))),
};
const load = (folder?: URL) =>
	loadStateMachine(
		'WatchExport',
		fillPlaceholders(readDefinitionJson('WatchExport', folder), placeholders),
		resources,
		new Date(),
	);
const machines = { released: load(RELEASED), current: load() };

/** The executions of WatchExport in one life. */
export const createWatches = (dependencies: {
	readonly invokeFunction: InvokeFunction;
	/** Whether the definition of the last release is still deployed. */
	readonly isReleased: () => boolean;
	/** An execution ended without its workflow's own word. */
	readonly onStopped: (executionArn: string) => void;
	readonly onSucceeded: (executionArn: string) => void;
}) => {
	const { isReleased, onStopped, onSucceeded } = dependencies;
	invokeFunction = dependencies.invokeFunction;
	const executions = createExecutions({
		findStateMachine: () => (isReleased() ? machines.released : machines.current),
		now: () => new Date(),
		onStatusChange: ({ executionArn, status, error }) => {
			if (status === 'SUCCEEDED') onSucceeded(executionArn);
			const isOwnEnd = status === 'FAILED' && failStates.WatchExport.some((own) => own === error);
			if (status !== 'RUNNING' && status !== 'SUCCEEDED' && !isOwnEnd) onStopped(executionArn);
		},
	});
	const find = (executionArn: string) => {
		try {
			return executions.find(executionArn);
		} catch (error) {
			if (error instanceof AwsError) return undefined;
			throw error;
		}
	};

	return {
		/** As `startOnce`. */
		startOnce: (name: string, input: unknown): string | undefined => {
			const request = { stateMachineArn: stateMachineArnOf('WatchExport'), name, input: JSON.stringify(input) };
			try {
				return executions.start(request).describe().executionArn;
			} catch (error) {
				if (error instanceof AwsError && error.code === 'ExecutionAlreadyExists') return undefined;
				throw error;
			}
		},
		find,
		isRunning: (executionArn: string): boolean => find(executionArn)?.status === 'RUNNING',
		running: () => executions.listNewestFirst().filter(({ status }) => status === 'RUNNING'),
		all: () => executions.listNewestFirst().toReversed(),
		stop: (executionArn: string): void => void find(executionArn)?.stop({ error: 'Stopped', cause: 'by hand' }),
	};
};

export type Watches = ReturnType<typeof createWatches>;
