import { AwsError, createAwsJsonService, type Operation, type ServiceHandler } from '../shared/aws-json.ts';
import { createPager } from '../shared/pager.ts';
import { createChildExecutionTask } from './child-execution-task.ts';
import type { Execution } from './execution.ts';
import { type ExecutionStatusChange, toExecutionStatusChange } from './execution-status-change.ts';
import { createExecutions } from './executions.ts';
import { withoutExecutionData } from './history.ts';
import { createLambdaTask, type InvokeFunction } from './lambda-task.ts';
import {
	assertArnOf,
	executionHistoryRequest,
	executionRequest,
	listExecutionsRequest,
	listStateMachinesRequest,
	parseRequest,
	stateMachineRequest,
	stopExecutionRequest,
} from './requests.ts';
import { type LoadedStateMachine, loadStateMachine } from './state-machine.ts';

export type { ExecutionStatusChange, InvokeFunction };

export interface StepFunctions {
	readonly handle: ServiceHandler;
	/** StartExecution of the API; throws the errors that the API answers with. */
	readonly startExecution: (request: {
		readonly stateMachineArn: string;
		readonly name?: string;
		readonly input?: string;
	}) => { readonly executionArn: string; readonly startDate: Date };
	/** Ends all executions without an event, because nobody stopped them. */
	readonly close: () => Promise<void>;
}

const pageOf = createPager((token) => new AwsError('InvalidToken', `Invalid Token: '${token}'`));

/**
 * The Step Functions service of the embedded AWS.
 *
 * @throws Error for a definition that would run differently here than on AWS
 */
export const createStepFunctions = (dependencies: {
	/** The definitions by name, their placeholders filled in. */
	readonly stateMachines: Readonly<Record<string, string>>;
	readonly invokeFunction: InvokeFunction;
	readonly now: () => Date;
	readonly onExecutionStatusChange?: (detail: ExecutionStatusChange) => void;
}): StepFunctions => {
	const { stateMachines, invokeFunction, now, onExecutionStatusChange = () => {} } = dependencies;
	const loaded = new Map<string, LoadedStateMachine>();
	let isClosed = false;

	const findStateMachine = (stateMachineArn: string): LoadedStateMachine => {
		assertArnOf('stateMachine', stateMachineArn);
		const stateMachine = loaded.get(stateMachineArn);
		if (stateMachine) return stateMachine;
		throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
	};

	const executions = createExecutions({
		findStateMachine,
		now,
		onStatusChange: (description) => {
			if (!isClosed) onExecutionStatusChange(toExecutionStatusChange(description));
		},
	});

	const resources = {
		'lambda:invoke': createLambdaTask(invokeFunction),
		'states:startExecution.sync:2': createChildExecutionTask(executions.start),
	};
	for (const [name, definition] of Object.entries(stateMachines)) {
		const stateMachine = loadStateMachine(name, definition, resources, now());
		loaded.set(stateMachine.stateMachineArn, stateMachine);
	}

	const startExecution = (request: Readonly<Record<string, unknown>>) => {
		const { executionArn, startDate } = executions.start(request).describe();
		return { executionArn, startDate };
	};

	const operations: Record<string, Operation> = {
		StartExecution: startExecution,

		DescribeExecution: (request) => executions.find(parseRequest(executionRequest, request).executionArn).describe(),

		StopExecution: (request) => {
			const { executionArn, ...failure } = parseRequest(stopExecutionRequest, request);
			return { stopDate: executions.find(executionArn).stop(failure) };
		},

		GetExecutionHistory: (request) => {
			const { executionArn, reverseOrder, includeExecutionData, ...paging } = parseRequest(
				executionHistoryRequest,
				request,
			);
			const { events } = executions.find(executionArn);
			const { page, nextToken } = pageOf(
				`history ${executionArn} ${reverseOrder}`,
				reverseOrder ? events.toReversed() : events,
				({ id = 0 }) => (reverseOrder ? -id : id),
				paging,
			);
			return { events: includeExecutionData ? page : page.map(withoutExecutionData), nextToken };
		},

		ListExecutions: (request) => {
			const { stateMachineArn, statusFilter, ...paging } = parseRequest(listExecutionsRequest, request);
			findStateMachine(stateMachineArn);
			const listed = executions
				.listNewestFirst()
				.filter((execution) => execution.describe().stateMachineArn === stateMachineArn)
				.filter(({ status }) => statusFilter === undefined || status === statusFilter);
			const { page, nextToken } = pageOf(
				`executions ${stateMachineArn} ${statusFilter}`,
				listed,
				({ sequence }) => -sequence,
				paging,
			);
			return { executions: page.map(toListItem), nextToken };
		},

		DescribeStateMachine: (request) => {
			const { stateMachineArn } = parseRequest(stateMachineRequest, request);
			const { name, definition, roleArn, creationDate } = findStateMachine(stateMachineArn);
			return {
				stateMachineArn,
				name,
				status: 'ACTIVE',
				definition,
				roleArn,
				type: 'STANDARD',
				creationDate,
				...unobserved,
			};
		},

		// no state machine is ever updated here, so its definition is the one that the execution began with
		DescribeStateMachineForExecution: (request) => {
			const { stateMachineArn } = executions.find(parseRequest(executionRequest, request).executionArn).describe();
			const { name, definition, roleArn, creationDate } = findStateMachine(stateMachineArn);
			return { stateMachineArn, name, definition, roleArn, updateDate: creationDate, ...unobserved };
		},

		ListStateMachines: (request) => {
			const listed = [...loaded.values()].map(({ stateMachineArn, name, creationDate }, index) => ({
				index,
				item: { stateMachineArn, name, type: 'STANDARD', creationDate },
			}));
			const { page, nextToken } = pageOf(
				'stateMachines',
				listed,
				({ index }) => index,
				parseRequest(listStateMachinesRequest, request),
			);
			return { stateMachines: page.map(({ item }) => item), nextToken };
		},
	};

	return {
		handle: createAwsJsonService({ targetPrefix: 'AWSStepFunctions', version: '1.0', operations }),
		startExecution,
		close: async () => {
			isClosed = true;
			const running = executions.listNewestFirst().filter(({ status }) => status === 'RUNNING');
			for (const execution of running) execution.stop({});
			await Promise.all(running.map(({ ended }) => ended));
		},
	};
};

const unobserved = {
	loggingConfiguration: { level: 'OFF', includeExecutionData: false },
	tracingConfiguration: { enabled: false },
} as const;

const toListItem = (execution: Execution) => {
	const { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount } = execution.describe();
	return { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount };
};
