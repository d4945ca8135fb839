import { randomBytes } from 'node:crypto';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import type * as z from 'zod/mini';
import { exportRequest } from '#contracts/export-request.ts';
import { type WatchOptions, watchOptions } from '#contracts/watch-options.ts';
import { formatProblems } from '#functions/shared/problems.ts';
import type { Account } from './account.ts';
import { BadRequest } from './errors.ts';
import { nameJob, readJobStatus } from './jobs.ts';

/** @throws JobNotFound, BadRequest */
export const startWatch = async (account: Account, job: string, options: WatchOptions = {}): Promise<string> => {
	const { datasetExportJobArn, jobName } = nameJob(account, job);
	const input = { datasetExportJobArn, ...parse(watchOptions, options) };
	await readJobStatus(account, { datasetExportJobArn, jobName });
	return start(account, account.installation.stateMachines.WatchExport, jobName, input);
};

/** @throws BadRequest */
export const startExport = async (account: Account, request: z.input<typeof exportRequest>): Promise<string> => {
	parse(exportRequest, request);
	const [firstDataset = ''] = request.datasetArns ?? [];
	const [, ...path] = (request.datasetGroupArn ?? firstDataset).split('/');
	return start(account, account.installation.stateMachines.ExportDatasets, path.join('-'), request);
};

const parse = <Output>(contract: z.ZodMiniType<Output>, value: unknown): Output => {
	const parsed = contract.safeParse(value, { reportInput: true });
	if (!parsed.success) throw new BadRequest(formatProblems(parsed.error));
	return parsed.data;
};

/** A name has at most 80 characters; a job's has 63. */
const MAX_READABLE_CHARACTERS = 63;

/** Begins the name with what the execution is about, so that a person can read a list of names. */
const start = async (
	{ stepFunctions }: Account,
	stateMachineArn: string,
	about: string,
	input: object,
): Promise<string> => {
	const name = `${about.slice(0, MAX_READABLE_CHARACTERS)}-${randomBytes(4).toString('hex')}`;
	const answer = await stepFunctions.send(
		new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
	);
	return answer.executionArn ?? '';
};
