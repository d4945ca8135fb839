import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { callAws } from '../shared/aws-calls.ts';
import { describeExecution } from '../shared/describe-execution.ts';

/**
 * Starts an execution, or finds the running one with the same name and input.
 *
 * @returns its ARN; undefined if an execution of that name has ended, or runs with another input
 */
export const startOnce = async (
	stepFunctions: SFNClient,
	stateMachineArn: string,
	name: string,
	input: object,
	abortSignal: AbortSignal,
): Promise<string | undefined> => {
	const start = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
	try {
		const answer = await callAws('Step Functions StartExecution', () => stepFunctions.send(start, { abortSignal }));
		return answer.executionArn;
	} catch (error) {
		if (error instanceof ExecutionAlreadyExists) return undefined;
		throw error;
	}
};

/**
 * Starts an execution, or finds one of the same name that does or did the same: it has the same input and has not failed.
 *
 * @returns its ARN; undefined if the name belongs to another
 */
export const startOrFind = async (
	stepFunctions: SFNClient,
	stateMachineArn: string,
	name: string,
	input: object,
	abortSignal: AbortSignal,
): Promise<string | undefined> => {
	const started = await startOnce(stepFunctions, stateMachineArn, name, input, abortSignal);
	if (started) return started;
	const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
	const existing = await describeExecution(stepFunctions, executionArn, abortSignal);
	const isAsGood = existing?.status === 'RUNNING' || existing?.status === 'SUCCEEDED';
	return isAsGood && existing.input === JSON.stringify(input) ? executionArn : undefined;
};

/** Whether an execution still runs; one that Step Functions does not know, or not by this ARN, does not. */
export const isRunning = async (
	stepFunctions: SFNClient,
	executionArn: string,
	abortSignal: AbortSignal,
): Promise<boolean> => (await describeExecution(stepFunctions, executionArn, abortSignal))?.status === 'RUNNING';
