import { type ExecutionStatus, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Account } from './account.ts';
import type { Execution, StateVisit } from './executions.ts';

/** One batch of a processing run: an execution of its own in a Map Run, or a visit of `ConvertFiles` in the run itself. */
export interface Batch {
	readonly name: string;
	readonly status: ExecutionStatus;
	readonly startedAt: string;
	readonly endedAt?: string;
	readonly executionArn?: string;
	readonly error?: string;
}

/** The batches of a run, at most `limit`; of a Map Run the newest first, as Step Functions lists them. */
export const listBatches = async (
	{ stepFunctions }: Pick<Account, 'stepFunctions'>,
	{ visits }: Pick<Execution, 'visits'>,
	limit: number,
): Promise<readonly Batch[]> => {
	const mapRunArn = visits.find((visit) => visit.mapRunArn)?.mapRunArn;
	if (mapRunArn === undefined) {
		return visits
			.filter(({ state }) => state === 'ConvertFiles')
			.slice(0, limit)
			.map(batchOf);
	}
	const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ mapRunArn, maxResults: limit }));
	return executions.map(({ executionArn = '', name = '', status = 'RUNNING', startDate, stopDate }) => ({
		name,
		status,
		startedAt: (startDate ?? new Date(0)).toISOString(),
		...(stopDate && { endedAt: stopDate.toISOString() }),
		executionArn,
	}));
};

const batchOf = ({ input, enteredAt, exitedAt, errors, isCaught }: StateVisit): Batch => {
	const { batch }: { readonly batch?: number } = JSON.parse(input ?? '{}');
	const error = isCaught ? errors.at(-1)?.error : undefined;
	return {
		name: `batch ${batch}`,
		status: exitedAt === undefined ? 'RUNNING' : error === undefined ? 'SUCCEEDED' : 'FAILED',
		startedAt: enteredAt,
		...(exitedAt !== undefined && { endedAt: exitedAt }),
		...(error !== undefined && { error }),
	};
};
