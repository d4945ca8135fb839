import { describe, expect, it } from 'vitest';
import { datasetPlaceOf } from '#functions/process-export/publish-dataset/dataset-place.ts';

const processed = { bucket: 'processed', prefix: 'datasets/' };
const placeOf = (datasetArn?: string) => datasetPlaceOf(processed, { jobName: 'nightly' }, datasetArn).location;

describe('the place of a dataset', () => {
	it('is below the folder of all datasets, by group, type and job', () => {
		expect(placeOf('arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS')).toEqual({
			bucket: 'processed',
			prefix: 'datasets/demo/ITEMS/export=nightly/',
		});
	});

	it('is one of an unknown dataset for an ARN of anything else', () => {
		for (const name of ['../ITEMS', '..', 'demo/../ITEMS', 'demo/ITEMS/x', '/ITEMS', 'de mo/ITEMS', '_staging/ITEMS']) {
			expect(placeOf(`arn:aws:personalize:us-east-1:000000000000:dataset/${name}`).prefix, name).toBe(
				'datasets/unknown/unknown/export=nightly/',
			);
		}
		expect(placeOf().prefix).toBe('datasets/unknown/unknown/export=nightly/');
	});
});
