import { describe, expect, it } from 'vitest';
import type { Manifest } from '#contracts/manifest.ts';
import { checkManifest } from '#functions/process-export/plan-batches/check-manifest.ts';
import { JOB_ARN } from '../../../support/builders.ts';

const DATASET_ARN = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS';
const input = {
	datasetExportJobArn: JOB_ARN,
	jobName: 'nightly',
	datasetArn: DATASET_ARN,
	manifest: { bucket: 'manifests', key: 'nightly/manifest.json' },
};
const fileOf = (bucket: string, key: string) => ({ bucket, key, size: 9, eTag: 'e', lastModified: '' });
const check = (partial: Partial<Manifest>) =>
	checkManifest({ ...input, files: [], ...partial } as Partial<Manifest> as Manifest, input);

describe('a manifest', () => {
	it('may list the same key of two buckets, and may leave out the dataset', () => {
		const { datasetArn: _datasetArn, ...manifest } = input;
		const files = [fileOf('a', 'k'), fileOf('b', 'k'), fileOf('a', 'l')];
		expect(() => checkManifest({ ...manifest, files } as Partial<Manifest> as Manifest, input)).not.toThrow();
	});

	it.each<[string, Partial<Manifest>]>([
		['datasetExportJobArn', { datasetExportJobArn: `${JOB_ARN}2` }],
		['jobName', { jobName: 'nightly2' }],
		['datasetArn', { datasetArn: DATASET_ARN.replace('ITEMS', 'USERS') }],
	])('of another %s than the input’s is refused by name', (field, partial) => {
		expect(() => check(partial)).toThrow(
			expect.objectContaining({
				name: 'ManifestMismatch',
				message: `the manifest s3://manifests/nightly/manifest.json has the ${field} "${Object.values(partial)[0]}", not "${input[field as 'jobName']}" as the input`,
			}),
		);
	});

	it('that lists a file twice is refused by name, because its rows would be published twice', () => {
		const files = [fileOf('a', 'k'), fileOf('a', 'l'), fileOf('a', 'k')];
		expect(() => check({ files })).toThrow(
			expect.objectContaining({ name: 'FileListedTwice', message: expect.stringContaining('lists s3://a/k twice') }),
		);
	});
});
