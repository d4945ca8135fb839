import { type ExecutionStatus, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Installation } from '#contracts/installation.ts';
import type { Account } from './account.ts';

/** An execution as a list shows it. Times are ISO 8601 in UTC. */
export interface ListedExecution {
	readonly executionArn: string;
	readonly name: string;
	readonly status: ExecutionStatus;
	readonly startedAt: string;
	readonly endedAt?: string;
}

/** The newest executions of one of our state machines, at most 1,000; none if the installation does not have it. */
export const listExecutions = async (
	{ stepFunctions, installation }: Pick<Account, 'stepFunctions' | 'installation'>,
	workflow: keyof Installation['stateMachines'],
	limit: number,
): Promise<readonly ListedExecution[]> => {
	const stateMachineArn = installation.stateMachines[workflow];
	if (stateMachineArn === undefined) return [];
	const { executions = [] } = await stepFunctions.send(
		new ListExecutionsCommand({ stateMachineArn, maxResults: limit }),
	);
	return executions.map(({ executionArn = '', name = '', status = 'RUNNING', startDate, stopDate }) => ({
		executionArn,
		name,
		status,
		startedAt: (startDate ?? new Date(0)).toISOString(),
		...(stopDate && { endedAt: stopDate.toISOString() }),
	}));
};
