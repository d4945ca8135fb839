import { styleText } from 'node:util';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { DatasetEvent, Outcome } from '#contracts/vocabulary.ts';
import { account, queueName, region, tableName } from '../aws/shared/names.ts';
import type { Traces } from './read-traces.ts';

/** Prints the variables that an AWS client needs besides the endpoint. */
export const printClientSettings = (): void =>
	print(
		`\nTo run the commands below, first: export AWS_ACCESS_KEY_ID=embedded AWS_SECRET_ACCESS_KEY=embedded AWS_DEFAULT_REGION=${region}`,
	);

/** Prints how a watch ended and what it left behind, each with the command that shows it. */
export const reportWatch = (
	endpoint: string,
	{ title, expected }: { readonly title: string; readonly expected: Outcome },
	execution: DescribeExecutionOutput,
	{ record, message, manifest }: Traces,
): void => {
	const outcome = record?.outcome ?? 'not recorded';
	heading(`${title}: ${outcome}`, outcome === 'SUCCEEDED' ? 'green' : 'red');
	if (outcome !== expected) print(`This is wrong: expected ${expected}.`);
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

/** Prints how the processing of an export ended, with the command that queries the dataset. */
export const reportDataset = (title: string, processing: DescribeExecutionOutput): void => {
	const { status, cause, output, startDate, stopDate } = processing;
	const outcome: DatasetEvent = status === 'SUCCEEDED' ? 'READY' : 'FAILED';
	print(bold(`\nDataset of ${title}: ${outcome}`));
	if (outcome === 'FAILED') {
		print(cause ?? String(status));
		return;
	}
	const { rows, columns, parts, bytes, location } = JSON.parse(output ?? '{}');
	const seconds = ((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)) / 1000;
	print(`${rows} rows, ${columns} columns, ${bytes} bytes in ${parts} parts, ${seconds.toFixed(1)} s`);
	print(dim(`$ npm run query -- ${location} "SUMMARIZE dataset"`));
};

/** Prints how an execution ended, with its output or its cause. */
export const reportExecution = (endpoint: string, title: string, execution: DescribeExecutionOutput): void => {
	heading(`${title}: ${execution.status}`, execution.status === 'SUCCEEDED' ? 'green' : 'red');
	print(execution.cause ?? JSON.stringify(JSON.parse(execution.output ?? 'null'), null, 2));
	section(endpoint, 'Execution', `stepfunctions describe-execution --execution-arn ${execution.executionArn}`);
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });
const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });

const heading = (text: string, colour: 'green' | 'red'): void =>
	print(`\n${styleText(['bold', colour], text, { stream: process.stdout })}\n`);

const section = (endpoint: string, name: string, command: string): void => {
	print(`\n${bold(name)}`);
	print(dim(`$ aws --endpoint-url ${endpoint} ${command}`));
};
