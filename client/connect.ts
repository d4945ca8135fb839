import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Account } from './account.ts';
import { adoptExports } from './adopt-exports.ts';
import { createDefinitions } from './definitions.ts';
import { examineAccount } from './examine/examine-account.ts';
import { groupExportOf } from './export-datasets.ts';
import type { Exportwatch } from './exportwatch.ts';
import { followExport, followWatch } from './follow.ts';
import { createHistories } from './history.ts';
import { listBatches } from './list-batches.ts';
import { listExecutions } from './list-executions.ts';
import { listWatches } from './list-watches.ts';
import { queryDataset } from './query-dataset.ts';
import { readDataset, readManifest } from './read-documents.ts';
import { readExecution } from './read-execution.ts';
import { readInstallation } from './read-installation.ts';
import { readWatch } from './read-watch.ts';
import { createRunningWatches } from './running-watches.ts';
import { startExport, startWatch } from './start-execution.ts';
import { stopWatch } from './stop-watch.ts';

/** Reading histories of many watches meets the request rates of an account, so a call may be throttled for some time. */
const settings = { maxAttempts: 8 };

/** Of the newest. */
const EXAMINED_WATCHES = 500;

/**
 * Finds the ExportWatch of the account and Region that the environment names, as any AWS client does: `AWS_PROFILE`,
 * `AWS_REGION`, `AWS_ENDPOINT_URL`.
 *
 * @param options.instance where an account has several
 * @throws InstallationNotFound, or the SDK's own error if the account cannot be reached
 */
export const connect = async (options: { readonly instance?: string | undefined } = {}): Promise<Exportwatch> => {
	const account: Account = {
		installation: await readInstallation(new SSMClient({}), options.instance),
		documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
		lambda: new LambdaClient(settings),
		personalize: new PersonalizeClient(settings),
		s3: new S3Client(settings),
		stepFunctions: new SFNClient(settings),
	};
	const { installation, stepFunctions } = account;
	const running = createRunningWatches(account);
	const readHistory = createHistories(stepFunctions);
	const execution = (executionArn: string) => readExecution(account, readHistory, executionArn);

	const watch = (job: string) => readWatch(job, { account, running, readExecution: execution });
	const exported = async (executionArn: string) => groupExportOf(await execution(executionArn));

	return {
		installation,
		listWatches: (filter) => listWatches(account, running, filter),
		listExecutions: (workflow, limit) => listExecutions(account, workflow, limit),
		readWatch: watch,
		followWatch: (job, signal) => followWatch(job, watch, signal),
		startWatch: (job, options) => startWatch(account, job, options),
		stopWatch: (job, cause) => stopWatch(account, running, job, cause),
		startExport: (request) => startExport(account, request),
		readExport: exported,
		followExport: (executionArn, signal) => followExport(() => exported(executionArn), signal),
		adoptExports: () => adoptExports(account),
		examineAccount: () => examineAccount(account, listWatches(account, running, { limit: EXAMINED_WATCHES })),
		readExecution: execution,
		listBatches: (run, limit) => listBatches(account, run, limit),
		readDefinition: createDefinitions(stepFunctions),
		readManifest: (job) => readManifest(account, job),
		readDataset: (job) => readDataset(account, job),
		queryDataset: (job, sql, limits) => queryDataset(account, job, sql, limits),
	};
};
