import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listPastDurations } from '#functions/watch-export/describe-export-job/past-exports-calls.ts';
import { describeForecast, makeForecast } from '#functions/watch-export/poll-policy/forecast.ts';

const DATASET_ARN = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS';

/** The durations listed from a Personalize that answers like this, what it was asked, and what was warned of. */
const listFrom = async (statusCode: number, answer: object) => {
	const requests: unknown[] = [];
	const warnings: Error[] = [];
	const server = createServer((request, response) => {
		request.on('data', (body) => requests.push(JSON.parse(String(body))));
		response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const personalize = new PersonalizeClient({
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
		maxAttempts: 1,
	});
	const signal = new AbortController().signal;
	const durations = await listPastDurations(personalize, DATASET_ARN, signal, (_, error) => warnings.push(error));
	return { durations, requests, warnings };
};

const job = (status: string, creationDateTime?: number, lastUpdatedDateTime?: number) => ({
	status,
	creationDateTime,
	lastUpdatedDateTime,
});

describe('the past exports of a dataset', () => {
	it('are asked for once, and give the durations of those that became ACTIVE, newest first', async () => {
		const { durations, requests, warnings } = await listFrom(200, {
			datasetExportJobs: [
				job('ACTIVE', 1_000, 1_900),
				job('CREATE FAILED', 2_000, 2_010),
				job('CREATE IN_PROGRESS', 9_000, 9_010),
				job('ACTIVE', 5_000, 5_800.5),
			],
			nextToken: 'more',
		});
		expect(durations).toEqual([800.5, 900]);
		expect(requests).toEqual([{ datasetArn: DATASET_ARN, maxResults: 100 }]);
		expect(warnings).toEqual([]);
	});

	it('with missing, reversed or equal timestamps are left out', async () => {
		const datasetExportJobs = [job('ACTIVE'), job('ACTIVE', 5), job('ACTIVE', 9, 5), job('ACTIVE', 5, 5)];
		expect((await listFrom(200, { datasetExportJobs })).durations).toEqual([]);
	});

	it.each([
		['throttled', 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
		['denied', 400, { __type: 'AccessDeniedException', message: 'no' }],
		['broken', 500, {}],
	])('are done without where the call is %s, which is said once', async (_case, statusCode, answer) => {
		const { durations, requests, warnings } = await listFrom(statusCode, answer);
		expect(durations).toEqual([]);
		expect(requests).toHaveLength(1);
		expect(warnings).toHaveLength(1);
	});
});

describe('the forecast in words', () => {
	const poll = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };
	const words = (durations: readonly number[]) => describeForecast(makeForecast(durations, 86_400, poll));

	it('says how long most exports take, in the unit that fits', () => {
		expect(words(Array.from({ length: 20 }, (_, index) => 900 + 10 * index))).toMatch(
			/^usually takes 1\d to 2?\d+ min$/,
		);
		expect(words(Array(20).fill(12))).toMatch(/^usually takes \d+ to \d+ sec$/);
		expect(words(Array(20).fill(20_000))).toMatch(/^usually takes [\d.]+ to [\d.]+ hr$/);
	});

	it('says that there is nothing to go by where there is not', () => {
		expect(words([])).toMatch(/^no past export to go by, so it may take \d+ min to [\d.]+ hr$/);
	});
});
