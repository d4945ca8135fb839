import { DescribeExecutionCommand, type DescribeExecutionOutput, type SFNClient } from '@aws-sdk/client-sfn';
import { callAws } from './aws-calls.ts';

/** The execution; undefined if Step Functions does not know it, or will not show it to this function. */
export const describeExecution = async (
	stepFunctions: SFNClient,
	executionArn: string,
	abortSignal: AbortSignal,
): Promise<DescribeExecutionOutput | undefined> => {
	try {
		return await callAws('Step Functions DescribeExecution', () =>
			stepFunctions.send(new DescribeExecutionCommand({ executionArn }), { abortSignal }),
		);
	} catch (error) {
		if (error instanceof Error && unknownExecution.has(error.name)) return undefined;
		throw error;
	}
};

const unknownExecution: ReadonlySet<string> = new Set([
	'ExecutionDoesNotExist',
	'InvalidArn',
	'ValidationException',
	'AccessDeniedException',
	'KmsAccessDeniedException',
]);
