import type { ExecutionDescription } from './execution.ts';

/** The `detail` of EventBridge's `Step Functions Execution Status Change`: a field that has no value yet is null. */
export const toExecutionStatusChange = (execution: ExecutionDescription) => ({
	executionArn: execution.executionArn,
	stateMachineArn: execution.stateMachineArn,
	name: execution.name,
	status: execution.status,
	startDate: execution.startDate.getTime(),
	stopDate: execution.stopDate?.getTime() ?? null,
	input: execution.input,
	output: execution.output ?? null,
	stateMachineVersionArn: null,
	stateMachineAliasArn: null,
	redriveCount: execution.redriveCount,
	redriveDate: null,
	redriveStatus: execution.redriveStatus,
	redriveStatusReason: execution.redriveStatusReason,
	inputDetails: execution.inputDetails,
	outputDetails: execution.outputDetails ?? null,
	error: execution.error ?? null,
	cause: execution.cause ?? null,
});

export type ExecutionStatusChange = ReturnType<typeof toExecutionStatusChange>;
