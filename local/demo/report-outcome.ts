import { styleText } from 'node:util';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { account, queueName, region, tableName } from '../aws/shared/names.ts';
import type { Traces } from './read-traces.ts';

/** What an AWS client needs to be told beside the endpoint, in a shell. */
export const printClientSettings = (): void =>
	print(
		`\nTo look for yourself, first: export AWS_ACCESS_KEY_ID=embedded AWS_SECRET_ACCESS_KEY=embedded AWS_DEFAULT_REGION=${region}`,
	);

/** Prints how an execution ended, and what it ended with. */
export const reportExecution = (endpoint: string, title: string, execution: DescribeExecutionOutput): void => {
	heading(`${title}: ${execution.status}`, execution.status === 'SUCCEEDED' ? 'green' : 'red');
	print(execution.cause ?? JSON.stringify(JSON.parse(execution.output ?? 'null'), null, 2));
	section(endpoint, 'Execution', `stepfunctions describe-execution --execution-arn ${execution.executionArn}`);
};

/** Prints how one watch ended, all that it left behind, and the commands with which to look at each of these oneself. */
export const reportWatch = (
	endpoint: string,
	{ title, expected }: { readonly title: string; readonly expected: string },
	execution: DescribeExecutionOutput,
	{ record, message, manifest }: Traces,
): void => {
	const outcome = String(record?.outcome ?? 'nothing recorded');
	heading(`${title}: ${outcome}`, outcome === 'SUCCEEDED' ? 'green' : 'red');
	if (outcome !== expected) print(`This is not as it should be: expected ${expected}.`);
	if (execution.cause) print(`Cause: ${execution.cause}`);

	section(endpoint, 'Execution', `stepfunctions describe-execution --execution-arn ${execution.executionArn}`);
	print(`${execution.status}${execution.error ? `, Error ${execution.error}` : ''}`);

	const key = JSON.stringify({ datasetExportJobArn: { S: String(record?.datasetExportJobArn) } });
	section(endpoint, 'Record', `dynamodb get-item --table-name ${tableName} --key '${key}'`);
	print(JSON.stringify(record, null, 2));

	section(endpoint, 'Message', `sqs receive-message --queue-url ${endpoint}/${account}/${queueName}`);
	print(message ? JSON.parse(message).text : 'no message came');

	if (!manifest) return;
	section(endpoint, 'Manifest', `s3 cp ${record?.manifest} -`);
	print(manifest);
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const heading = (text: string, colour: 'green' | 'red'): void =>
	print(`\n${styleText(['bold', colour], text, { stream: process.stdout })}\n`);

const section = (endpoint: string, name: string, command: string): void => {
	print(`\n${styleText('bold', name, { stream: process.stdout })}`);
	print(styleText('dim', `$ aws --endpoint-url ${endpoint} ${command}`, { stream: process.stdout }));
};
