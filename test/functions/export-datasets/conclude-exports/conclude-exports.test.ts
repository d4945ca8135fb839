import { describe, expect, it } from 'vitest';
import type { DatasetSummary } from '#contracts/exports.ts';
import { concludeExports } from '#functions/export-datasets/conclude-exports/conclude-exports.ts';

const summaryOf = (datasetType: string, partial: Partial<DatasetSummary> = {}): DatasetSummary => ({
	datasetArn: `arn:aws:personalize:us-east-1:000000000000:dataset/demo/${datasetType}`,
	datasetType,
	jobName: `demo-${datasetType.toLowerCase()}`,
	outcome: 'FAILED',
	...partial,
});
const conclude = (datasets: readonly DatasetSummary[]) => concludeExports({ plan: { excluded: [] }, datasets });

describe('the summary of all exports', () => {
	it('names each export that failed, and why', () => {
		const datasets = [
			summaryOf('ITEMS', { outcome: 'SUCCEEDED' }),
			summaryOf('USERS', { reason: 'no permission' }),
			summaryOf('INTERACTIONS', { outcome: 'TIMED_OUT' }),
		];
		expect(conclude(datasets)).toEqual({
			outcome: 'PARTLY_FAILED',
			reason:
				'2 of 3 exports failed: USERS (demo-users) FAILED: no permission; INTERACTIONS (demo-interactions) TIMED_OUT: ',
			datasets,
			excluded: [],
		});
	});

	it.each([['x'], ['漢'], ['\u0001']])('keeps a reason of 32,768 times %j short', (character) => {
		const reason = character.repeat(32_768);
		const summary = conclude(['ITEMS', 'USERS', 'INTERACTIONS'].map((type) => summaryOf(type, { reason })));
		for (const dataset of summary.datasets) expect(dataset.reason?.length).toBeLessThanOrEqual(1_000);
		expect(Buffer.byteLength(JSON.stringify(summary))).toBeLessThan(50_000);
	});

	it('fits the Cause of an execution, however many exports failed', () => {
		const datasets = Array.from({ length: 100 }, (_, at) => summaryOf(`TYPE_${at}`, { reason: '漢'.repeat(1_000) }));
		expect(conclude(datasets).reason.length).toBeLessThanOrEqual(32_768);
	});
});
