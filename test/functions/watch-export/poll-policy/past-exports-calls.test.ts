import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { listPastDurations } from '#functions/watch-export/poll-policy/past-exports-calls.ts';
import { answering, serve } from '../../../support/stub-service.ts';

const DATASET_ARN = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS';

type Answer = { readonly statusCode?: number; readonly body: object };
const listDatasetFrom = (answers: readonly Answer[]) => listFrom(answers, DATASET_ARN);
const listAccountFrom = (answers: readonly Answer[]) => listFrom(answers, undefined);

/** Lists from a Personalize whose answers these are, one a request; returns also the requests and the warnings. */
const listFrom = async (answers: readonly Answer[], datasetArn: string | undefined) => {
	const requests: { nextToken?: string }[] = [];
	const warnings: string[] = [];
	const settings = await serve((request, response) => {
		request.on('data', (body) => requests.push(JSON.parse(String(body))));
		request.on('end', () => {
			const { statusCode = 200, body } = answers[requests.length - 1] ?? { body: {} };
			answering(statusCode, body)(request, response);
		});
	});
	const durations = await listPastDurations(datasetArn, {
		personalize: new PersonalizeClient(settings),
		abortSignal: new AbortController().signal,
		warn: (message) => warnings.push(message),
	});
	return { durations, requests, warnings };
};

const job = (status: string, creationDateTime?: number, lastUpdatedDateTime?: number) => ({
	status,
	creationDateTime,
	lastUpdatedDateTime,
});
const page = (datasetExportJobs: readonly object[], nextToken?: string) => ({ body: { datasetExportJobs, nextToken } });
/** A job at each of these hours, which takes as many seconds. */
const jobsAt = (hours: readonly number[]) => hours.map((hour) => job('ACTIVE', hour * 3_600, hour * 3_601));
const hours = (from: number, to: number) =>
	Array.from({ length: Math.abs(to - from) }, (_, index) => (to > from ? from + index : from - index));

describe('the past exports of a dataset', () => {
	it('give their durations, newest first; those that failed too, because a watch waits for any end', async () => {
		const { durations, requests, warnings } = await listDatasetFrom([
			page([
				job('ACTIVE', 1_000, 1_900),
				job('CREATE FAILED', 2_000, 2_010),
				job('CREATE IN_PROGRESS', 9_000, 9_010),
				job('ACTIVE', 5_000, 5_800.5),
			]),
		]);
		expect(durations).toEqual([800.5, 10, 900]);
		expect(requests).toEqual([{ datasetArn: DATASET_ARN, maxResults: 100 }]);
		expect(warnings).toEqual([]);
	});

	it('are one page if that is in order, newest first', async () => {
		const { durations, requests } = await listDatasetFrom([page(jobsAt(hours(300, 200)), 'more')]);
		expect(requests).toHaveLength(1);
		expect(durations).toEqual(hours(300, 200));
	});

	it('are all pages if the list has another order, so that the newest are among them', async () => {
		const { durations, requests } = await listDatasetFrom([
			page(jobsAt(hours(1, 101)), 'second'),
			page(jobsAt(hours(101, 201)), 'third'),
			page(jobsAt(hours(201, 251))),
		]);
		expect(requests.map(({ nextToken }) => nextToken)).toEqual([undefined, 'second', 'third']);
		expect(durations).toEqual(hours(250, 0));
	});

	it('are at most ten pages', async () => {
		const { requests } = await listDatasetFrom(
			Array.from({ length: 20 }, (_, index) => page(jobsAt(hours(1 + index * 100, 101 + index * 100)), `${index}`)),
		);
		expect(requests).toHaveLength(10);
	});

	it('are those of the pages before a call that fails', async () => {
		const { durations, warnings } = await listDatasetFrom([
			page(jobsAt([1, 2]), 'second'),
			{ statusCode: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } },
		]);
		expect(durations).toEqual([2, 1]);
		expect(warnings).toEqual(['cannot list past exports; the forecast uses the 2 listed before']);
	});

	it('are skipped if their timestamps are missing, reversed or equal', async () => {
		const jobs = [job('ACTIVE'), job('ACTIVE', 5), job('ACTIVE', 9, 5), job('ACTIVE', 5, 5)];
		expect((await listDatasetFrom([page(jobs)])).durations).toEqual([]);
	});

	it.each([
		['throttled', 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
		['denied', 400, { __type: 'AccessDeniedException', message: 'no' }],
		['broken', 500, {}],
	])('are unknown if the call is %s; one warning says so', async (_case, statusCode, body) => {
		const { durations, requests, warnings } = await listDatasetFrom([{ statusCode, body }]);
		expect(durations).toBeUndefined();
		expect(requests).toHaveLength(1);
		expect(warnings).toHaveLength(1);
	});
});

describe('the past exports of the account', () => {
	it('are one page, whatever its order, without a dataset in the request', async () => {
		const { durations, requests } = await listAccountFrom([page(jobsAt([3, 9, 5]), 'more')]);
		expect(requests).toEqual([{ maxResults: 100 }]);
		expect(durations).toEqual([9, 5, 3]);
	});
});
