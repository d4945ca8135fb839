import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { S3Client } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Account } from './account.ts';
import type { Exportwatch } from './exportwatch.ts';
import { createHistories } from './history.ts';
import { listExecutions } from './list-executions.ts';
import { listWatches } from './list-watches.ts';
import { readExecution } from './read-execution.ts';
import { readInstallation } from './read-installation.ts';
import { readWatch } from './read-watch.ts';
import { createRunningWatches } from './running-watches.ts';

/** Reading histories of many watches meets the request rates of an account, so a call may be throttled for some time. */
const settings = { maxAttempts: 8 };

/**
 * Finds the ExportWatch of the account and Region that the environment names, as any AWS client does: `AWS_PROFILE`,
 * `AWS_REGION`, `AWS_ENDPOINT_URL`.
 *
 * @param options.instance where an account has several
 * @throws InstallationNotFound, or the SDK's own error if the account cannot be reached
 */
export const connect = async (options: { readonly instance?: string | undefined } = {}): Promise<Exportwatch> => {
	const account: Account = {
		installation: await readInstallation(new SSMClient(settings), options.instance),
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

	return {
		installation,
		listWatches: (filter) => listWatches(account, running, filter),
		readWatch: (job) => readWatch(job, { account, running, readExecution: execution }),
		listExecutions: (workflow, limit) => listExecutions(account, workflow, limit),
		readExecution: execution,
		readDefinition: async (stateMachineArn) =>
			(await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition ?? '',
	} as Exportwatch;
};
