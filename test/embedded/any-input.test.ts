import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { useEmbeddedAws, WATCH_EXPORT } from '../support/embedded.ts';

const aws = useEmbeddedAws();

const endOf = async (input: string) => {
	const start = new StartExecutionCommand({ stateMachineArn: WATCH_EXPORT, input });
	return aws.endOf((await aws.clients().stepFunctions.send(start)).executionArn ?? '');
};

/** The engine itself fails at some 2,000 levels; the function takes more. */
describe('WatchExport over real HTTP', () => {
	it.each([
		['arrays nested 1,000 deep', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
		['objects nested 1,000 deep', `${'{"detail":'.repeat(1_000)}1${'}'.repeat(1_000)}`],
		['a job nested 1,000 deep', `{"datasetExportJobArn": ${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
		['a call whose source is an object', '{"detail": {"eventName": "x", "eventSource": {"toString": 1}}}'],
		['a string of 250,000 characters', JSON.stringify('x'.repeat(250_000))],
		['a number beyond all numbers', '{"datasetExportJobArn": 1e999}'],
	])('rejects %s with a short reason', async (_what, input) => {
		const { error, cause = '' } = await endOf(input);
		expect(error).toBe('TriggerRejected');
		expect(cause).toMatch(/accepted are|must be text/);
		expect(cause.length).toBeLessThanOrEqual(1_500);
	});
});

describe('ExportDatasets over real HTTP', () => {
	it.each([
		['a path of 250,000 slashes', { outputPath: `s3://exports${'/'.repeat(250_000)}` }],
		['a path that is too long with the name of a job', { outputPath: `s3://exports/${'x'.repeat(230)}/` }],
		['a role that is an object with a length', { roleArn: { length: { toString: 1 } } }],
		['tags that are an object with a length', { tags: { length: { toString: 1 } } }],
	])('rejects %s, with its key and a short reason', async (_what, partial) => {
		const { error, cause = '' } = await aws.endOf(await aws.startExports(partial as never));
		expect(error).toBe('RequestRejected');
		expect(cause).toMatch(new RegExp(`^${Object.keys(partial)[0]} `));
		expect(cause.length).toBeLessThanOrEqual(1_500);
	});
});
