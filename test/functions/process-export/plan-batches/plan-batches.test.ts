import { describe, expect, it } from 'vitest';
import { schemaOf } from '#contracts/avro-columns.ts';
import type { Batch } from '#contracts/dataset-run.ts';
import type { Manifest } from '#contracts/manifest.ts';
import { planBatches } from '#functions/process-export/plan-batches/plan-batches.ts';
import { JOB_ARN } from '../../../support/builders.ts';

describe('the plan of 100,000 files', () => {
	it('fits the state, and has every file in one of its balanced batches', async () => {
		const files: Manifest['files'] = Array.from({ length: 100_000 }, (_, at) => ({
			bucket: 'exports',
			key: `nightly/part-${String(at).padStart(6, '0')}.csv`,
			size: 100_000 + at,
			eTag: 'd41d8cd98f00b204e9800998ecf8427e',
			lastModified: '2026-03-01T02:00:00.000Z',
		}));
		const batches: Batch[] = [];
		const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } };
		const planned = await planBatches(
			{ input, executionName: 'nightly' },
			{
				readManifest: async () => ({ files }) as unknown as Manifest,
				readSchema: async () => schemaOf('arn', JSON.stringify({ fields: [{ name: 'A', type: 'string' }] })),
				readHead: async () => ({ header: ['A'], isGzip: false, rowsAt: { line: 2, byte: 2 }, lineEnd: '\n' }),
				sniffTypes: async () => new Map(),
				putBatch: async (_number, batch) => 'f'.repeat(64 * Math.sign(batches.push(batch))),
				putPlan: async () => 'f'.repeat(64),
			},
		);
		expect(JSON.stringify(planned).length).toBeLessThan(16_384);
		const keys = new Set(batches.flatMap((batch) => batch.files.map(({ key }) => key)));
		expect(keys.size).toBe(100_000);
		expect(batches.flatMap((batch) => batch.files)).toHaveLength(100_000);
		const loads = batches.map((batch) => batch.files.reduce((bytes, { size }) => bytes + size, 0));
		expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.1);
	});
});
