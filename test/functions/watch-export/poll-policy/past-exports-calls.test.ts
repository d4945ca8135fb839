import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { listPastDurations } from '#functions/watch-export/poll-policy/past-exports-calls.ts';
import { answering, serve } from '../../../support/stub-service.ts';

const DATASET_ARN = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS';

/** Lists from a Personalize that answers like this; returns also the requests and the warnings. */
const listFrom = async (statusCode: number, answer: object) => {
	const requests: unknown[] = [];
	const warnings: Error[] = [];
	const settings = await serve((request, response) => {
		request.on('data', (body) => requests.push(JSON.parse(String(body))));
		answering(statusCode, answer)(request, response);
	});
	const durations = await listPastDurations(
		new PersonalizeClient(settings),
		DATASET_ARN,
		new AbortController().signal,
		(_message, error) => warnings.push(error),
	);
	return { durations, requests, warnings };
};

const job = (status: string, creationDateTime?: number, lastUpdatedDateTime?: number) => ({
	status,
	creationDateTime,
	lastUpdatedDateTime,
});

describe('the past exports of a dataset', () => {
	it('are listed once; those that became ACTIVE give their durations, newest first', async () => {
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

	it('are skipped if their timestamps are missing, reversed or equal', async () => {
		const datasetExportJobs = [job('ACTIVE'), job('ACTIVE', 5), job('ACTIVE', 9, 5), job('ACTIVE', 5, 5)];
		expect((await listFrom(200, { datasetExportJobs })).durations).toEqual([]);
	});

	it.each([
		['throttled', 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
		['denied', 400, { __type: 'AccessDeniedException', message: 'no' }],
		['broken', 500, {}],
	])('are not used if the call is %s; one warning says so', async (_case, statusCode, answer) => {
		const { durations, requests, warnings } = await listFrom(statusCode, answer);
		expect(durations).toEqual([]);
		expect(requests).toHaveLength(1);
		expect(warnings).toHaveLength(1);
	});
});
