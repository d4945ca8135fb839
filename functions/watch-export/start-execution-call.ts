import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { callAws } from '../shared/aws-calls.ts';

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
