import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Account } from './account.ts';
import { NotRunning } from './errors.ts';
import { nameJob, readJobStatus } from './jobs.ts';
import type { RunningWatches } from './running-watches.ts';

/**
 * Stops every running watch of a job.
 *
 * @throws NotRunning, JobNotFound, BadRequest
 */
export const stopWatch = async (
	account: Account,
	running: RunningWatches,
	job: string,
	cause: string,
): Promise<readonly string[]> => {
	const named = nameJob(account, job);
	const executionArns = await running.find(named.datasetExportJobArn);
	if (executionArns.length === 0) throw new NotRunning(named.jobName, await readJobStatus(account, named));
	for (const executionArn of executionArns) {
		await account.stepFunctions.send(new StopExecutionCommand({ executionArn, cause }));
	}
	return executionArns;
};
