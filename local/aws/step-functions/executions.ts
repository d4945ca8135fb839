import { randomUUID } from 'node:crypto';
import { AwsError } from '../shared/aws-json.ts';
import { arn } from '../shared/names.ts';
import { createExecution, type Execution, type ExecutionDescription } from './execution.ts';
import { assertArnOf, assertExecutionInput, assertName, parseRequest, startExecutionRequest } from './requests.ts';
import type { LoadedStateMachine } from './state-machine.ts';

/** All executions since the service started. */
export const createExecutions = (dependencies: {
	readonly findStateMachine: (stateMachineArn: string) => LoadedStateMachine;
	readonly now: () => Date;
	readonly onStatusChange: (description: ExecutionDescription) => void;
}) => {
	const { findStateMachine, now, onStatusChange } = dependencies;
	const executions = new Map<string, Execution>();

	return {
		/** Starts an execution, or returns the running one that has this name and this input. */
		start: (request: Readonly<Record<string, unknown>>): Execution => {
			const { stateMachineArn, name = randomUUID(), input = '{}' } = parseRequest(startExecutionRequest, request);
			const stateMachine = findStateMachine(stateMachineArn);
			assertName(name);
			assertExecutionInput(input);

			const executionArn = arn('states', `execution:${stateMachine.name}:${name}`);
			const existing = executions.get(executionArn);
			if (existing?.status === 'RUNNING' && existing.describe().input === input) return existing;
			if (existing) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);

			const identity = { executionArn, name, input, sequence: executions.size + 1 };
			const execution = createExecution(stateMachine, identity, now, onStatusChange);
			executions.set(executionArn, execution);
			execution.run();
			return execution;
		},

		find: (executionArn: string): Execution => {
			assertArnOf('execution', executionArn);
			const execution = executions.get(executionArn);
			if (execution) return execution;
			throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
		},

		listNewestFirst: (): Execution[] => [...executions.values()].toReversed(),
	};
};
