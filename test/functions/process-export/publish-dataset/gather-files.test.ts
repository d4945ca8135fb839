import { describe, expect, it } from 'vitest';
import type { Batch, BatchResult, DatasetPlan, SourceFile } from '#contracts/dataset-run.ts';
import { gatherFiles } from '#functions/process-export/publish-dataset/gather-files.ts';
import { JOB_ARN } from '../../../support/builders.ts';

const sourceOf = (index: number): SourceFile => ({
	index,
	bucket: 'exports',
	key: `nightly/${index}.csv`,
	size: 90,
	eTag: `e${index}`,
	isGzip: false,
	header: ['A'],
	rowsAt: { line: 2, byte: 2 },
	lineEnd: '\n',
});
const counts = { rowsIn: 9, rowsOut: 9, rejects: 0, csvBytes: 90, rejectedBytes: 0, bytes: 40 };
const resultOf = (...indexes: number[]): BatchResult => ({
	files: indexes.map((index) => ({ index, eTag: `e${index}`, ...counts })),
});
/** Two batches: the files 0 and 2, and the file 1. */
const batches: readonly Batch[] = [[0, 2], [1]].map((indexes) => ({ files: indexes.map(sourceOf) }));
const plan: DatasetPlan = { datasetExportJobArn: JOB_ARN, columns: [], schema: {}, batches: ['b0', 'b1'] };

const gather = (results: readonly (BatchResult | undefined)[]) =>
	gatherFiles(
		plan,
		results.map((result, batch) => ({ batch, sha256: result && `r${batch}` })),
		{
			readBatch: async (number) => batches[number] as Batch,
			readResult: async (number) => results[number] as BatchResult,
			readFailure: async (number) => (number === 0 ? { error: 'SourceChanged', message: 'it has' } : undefined),
		},
	);

describe('the results of the batches', () => {
	it('are joined with the sources of the batches, in the order of the files', async () => {
		const files = await gather([resultOf(2, 0), resultOf(1)]);
		expect(files.map(({ source }) => source.key)).toEqual(['nightly/0.csv', 'nightly/1.csv', 'nightly/2.csv']);
		expect(files[0]).toMatchObject(counts);
	});

	it.each<[string, readonly BatchResult[], string]>([
		['of a file beyond the batch', [resultOf(0, 2), resultOf(7)], 'the result of batch 1'],
		['of the file of another batch', [resultOf(0, 1), resultOf(1)], 'the result of batch 0'],
		['of a file twice', [resultOf(0, 0, 2), resultOf(1)], 'the result of batch 0'],
		['without a file', [resultOf(0), resultOf(1)], 'the result of batch 0'],
		[
			'of an older file under the same name',
			[{ files: [{ index: 0, eTag: 'old', ...counts }] }, resultOf(1)],
			'the result of batch 0',
		],
	])('are refused by name %s', async (_case, results, key) => {
		await expect(gather(results)).rejects.toMatchObject({
			name: 'StagingInvalid',
			message: expect.stringMatching(new RegExp(`^${key} `)),
		});
	});

	it('fail with the errors of the batches that left none', async () => {
		await expect(gather([undefined, undefined])).rejects.toMatchObject({
			name: 'BatchesFailed',
			message: expect.stringMatching(/^2 of 2 batches failed: SourceChanged: it has; the function ended without/),
		});
	});
});
