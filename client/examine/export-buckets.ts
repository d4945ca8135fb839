import { GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Finding, ok, problem } from './finding.ts';
import { allows } from './policies.ts';

const PERSONALIZE = 'personalize.amazonaws.com';
const NEEDED = ['s3:PutObject', 's3:ListBucket'] as const;

/** Whether the policies of the buckets let Personalize write exports. The service role needs the same rights. */
export const examineExportBuckets = async (s3: S3Client, buckets: readonly string[]): Promise<readonly Finding[]> =>
	Promise.all(
		buckets.map(async (Bucket) => {
			const subject = `bucket policy of ${Bucket}`;
			const missing = await findMissing(s3, Bucket);
			if (missing.length === 0) return ok(subject, `Personalize may ${NEEDED.join(' and ')}`);
			return problem(
				subject,
				`it does not allow ${missing.join(' and ')} to ${PERSONALIZE}`,
				'allow it, as the Personalize guide says under "Attaching an Amazon Personalize access policy to your Amazon S3 bucket"',
			);
		}),
	);

const findMissing = async (s3: S3Client, Bucket: string): Promise<readonly string[]> => {
	const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket })).catch((error: Error) => {
		if (error.name === 'NoSuchBucketPolicy') return { Policy: undefined };
		throw error;
	});
	return NEEDED.filter((action) => !allows(Policy, PERSONALIZE, action));
};
