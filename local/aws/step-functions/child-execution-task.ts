import { AwsError } from '../shared/aws-json.ts';
import type { Execution, ExecutionDescription } from './execution.ts';
import { TaskFailure, type TaskResource } from './task-resource.ts';

type StartChild = (request: Readonly<Record<string, unknown>>) => Execution;

/** The name that a failed API call has inside a workflow: `StepFunctions.StateMachineDoesNotExistException`. */
const toTaskFailure = (error: unknown): unknown => {
	if (!(error instanceof AwsError)) return error;
	return new TaskFailure(
		`StepFunctions.${error.code}Exception`,
		`${error.message} (Service: AWSStepFunctions; Status Code: ${error.statusCode}; Error Code: ${error.code})`,
	);
};

/** Inside a workflow an API answer has fields in PascalCase and dates in epoch milliseconds. */
const toPascalCase = (value: unknown): unknown => {
	if (value instanceof Date) return value.getTime();
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, field]) => [key.charAt(0).toUpperCase() + key.slice(1), toPascalCase(field)]),
	);
};

/** The description of a child, with its input and output parsed. That is what `:2` means. */
const toResult = ({ input, output, ...description }: ExecutionDescription): unknown => ({
	...(toPascalCase(description) as object),
	Input: JSON.parse(input),
	...(output !== undefined && { Output: JSON.parse(output) }),
});

/** `arn:aws:states:::states:startExecution.sync:2`: starts a child and waits for its end; an abort stops the child. */
export const createChildExecutionTask = (start: StartChild): TaskResource => {
	const startChild: StartChild = (request) => {
		try {
			return start(request);
		} catch (error) {
			throw toTaskFailure(error);
		}
	};

	return {
		resourceType: 'states',
		resource: 'startExecution.sync:2',
		run: async ({ StateMachineArn, Name, Input }, signal, submitted) => {
			const child = startChild({
				stateMachineArn: StateMachineArn,
				name: Name,
				input: JSON.stringify(Input),
			});
			const { executionArn, startDate } = child.describe();
			submitted({ ExecutionArn: executionArn, StartDate: startDate.getTime() });
			signal.addEventListener('abort', () => child.stop({}), { once: true });

			await child.ended;
			const result = toResult(child.describe());
			if (child.status !== 'SUCCEEDED') throw new TaskFailure('States.TaskFailed', JSON.stringify(result));
			return result;
		},
	};
};
