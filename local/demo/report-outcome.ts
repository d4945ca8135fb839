import { styleText } from 'node:util';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { account, queueName, tableName } from '../names.ts';
import type { DemoExport } from './demo-exports.ts';
import type { Traces } from './read-outcome.ts';

/** Prints how one watch ended, all that it left behind, and the commands with which to look at each of these oneself. */
export const reportOutcome = (
	endpoint: string,
	{ jobName, expected }: DemoExport,
	execution: DescribeExecutionOutput,
	{ record, message, manifest }: Traces,
): void => {
	const outcome = String(record?.outcome ?? 'nothing recorded');
	heading(`${jobName}: ${outcome}`, outcome === 'SUCCEEDED' ? 'green' : 'red');
	if (outcome !== expected) print(`This is not as it should be: expected ${expected}.`);
	if (execution.cause) print(`Cause: ${execution.cause}`);

	section('Execution', [`aws stepfunctions describe-execution --execution-arn ${execution.executionArn}`]);
	print(`${execution.status}${execution.error ? `, Error ${execution.error}` : ''}`);

	const key = JSON.stringify({ datasetExportJobArn: { S: String(record?.datasetExportJobArn) } });
	section('Record', [`aws dynamodb get-item --table-name ${tableName} --key '${key}'`]);
	print(JSON.stringify(record, null, 2));

	section('Message', [`aws sqs receive-message --queue-url ${endpoint}/${account}/${queueName}`]);
	print(message ? JSON.parse(message).text : 'no message came');

	if (!manifest) return;
	section('Manifest', [`aws s3 cp ${record?.manifest} -`]);
	print(manifest);
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const heading = (text: string, colour: 'green' | 'red'): void =>
	print(`\n${styleText(['bold', colour], text, { stream: process.stdout })}\n`);

const section = (name: string, commands: readonly string[]): void => {
	print(`\n${styleText('bold', name, { stream: process.stdout })}`);
	for (const command of commands) print(styleText('dim', `$ ${command}`, { stream: process.stdout }));
};
