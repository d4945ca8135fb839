import { DescribeExecutionCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { Account } from './account.ts';
import type { Execution } from './executions.ts';
import { startedByOf } from './started-by.ts';
import { visitsOf } from './visits.ts';

/** Describes an execution with the states that it visited. The SDK's error says if there is none. */
export const readExecution = async (
	{ stepFunctions }: Pick<Account, 'stepFunctions'>,
	readHistory: (executionArn: string) => Promise<readonly HistoryEvent[]>,
	executionArn: string,
): Promise<Execution> => {
	const described = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
	const { stateMachineArn = '', name = '', status = 'RUNNING', startDate = new Date(0), input = 'null' } = described;
	const { stopDate, output, error, cause } = described;
	return {
		executionArn,
		stateMachineArn,
		name,
		status,
		startedAt: startDate.toISOString(),
		startedBy: startedByOf(name, JSON.parse(input)),
		...(stopDate && { endedAt: stopDate.toISOString() }),
		input,
		...(output !== undefined && { output }),
		...(error !== undefined && { error }),
		...(cause !== undefined && { cause }),
		// read after the description: a history that is older than the status would miss the last states
		visits: visitsOf(await readHistory(executionArn)),
	};
};
