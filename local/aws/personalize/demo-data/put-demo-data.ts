import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { buckets, datasetGroupName } from '../../names.ts';
import { generateDemoData } from './generate-demo-data.ts';

/** Fills the demo datasets that are still empty; where a person has put data, that data stays and is exported. */
export const putDemoData = async (s3: S3Client): Promise<void> => {
	for (const [datasetType, Body] of Object.entries(generateDemoData())) {
		const prefix = `${datasetGroupName}/${datasetType}/`;
		const { KeyCount } = await s3.send(
			new ListObjectsV2Command({ Bucket: buckets.datasets, Prefix: prefix, MaxKeys: 1 }),
		);
		if (KeyCount !== 0) continue;
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
