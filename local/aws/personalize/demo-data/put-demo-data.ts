import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { buckets, datasetGroupName } from '../../shared/names.ts';
import { listKeys } from '../../shared/objects.ts';
import { generateDemoData } from './generate-demo-data.ts';

/** Fills the demo datasets that are empty. Data that a person has put there stays and is exported. */
export const putDemoData = async (s3: S3Client): Promise<void> => {
	for (const [datasetType, Body] of Object.entries(generateDemoData())) {
		const prefix = `${datasetGroupName}/${datasetType}/`;
		if ((await listKeys(s3, { bucket: buckets.datasets, prefix })).length > 0) continue;
		await s3.send(
			new PutObjectCommand({
				Bucket: buckets.datasets,
				Key: `${prefix}${datasetType.toLowerCase()}.csv`,
				Body,
				ContentType: 'text/csv',
			}),
		);
	}
};
