import type { FailureCategory } from '#contracts/export-job-record.ts';

/**
 * `failureReason` is opaque text whose wording Personalize does not publish, so it is kept word for word and only sorted
 * into a class by the terms it uses. The first class that fits wins: a KMS refusal also says "access denied".
 */
const signs: readonly (readonly [FailureCategory, RegExp])[] = [
	['KMS', /\bkms\b|encryption key|GenerateDataKey|\bDecrypt\b|CreateGrant/i],
	[
		'S3_ACCESS',
		/access ?denied|not authorized|unauthorized|forbidden|permission|privilege|s3:(?:Put|List|Get)|bucket policy|assume|\biam\b/i,
	],
	[
		'OUTPUT_PATH',
		/NoSuchBucket|bucket.{0,80}(?:not (?:exist|found)|doesn't exist)|(?:invalid|malformed|wrong).{0,80}(?:path|uri|url|location)|different region|PermanentRedirect/i,
	],
	['QUOTA', /\bquota|limit ?exceeded|exceed.{0,80}limit|too many|throttl/i],
	[
		'DATASET',
		/dataset.{0,80}(?:empty|no (?:data|records|interactions|items|users)|not (?:exist|found|active)|deleted)|schema/i,
	],
	['SERVICE', /internal|service (?:error|failure|unavailable)|unexpected|try again|timed? ?out/i],
];

/** What to do, by class; from the Personalize guide's pages on export permissions, keys, quotas and dataset types. */
const remedies: Readonly<Record<FailureCategory, string>> = {
	S3_ACCESS:
		'Allow s3:PutObject and s3:ListBucket on the output bucket both in the service role and in the bucket policy (principal personalize.amazonaws.com), then create the export again.',
	KMS: 'Allow the service role, and Personalize in the key policy, kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey and kms:ListGrants, and kms:CreateGrant in the key policy; with an encrypted dataset group also kms:GenerateDataKeyWithoutPlaintext. Then create the export again.',
	OUTPUT_PATH:
		'Check that the output path is s3://bucket/folder/, that the bucket exists and that it lies in the Region of the dataset, then create the export again.',
	DATASET:
		'Check that the dataset is ACTIVE, holds data of the chosen ingestion mode, and is of a type that can be exported (Interactions, Items, Users), then create the export again.',
	QUOTA: 'Wait for other Personalize jobs to finish or ask for a higher quota, then create the export again.',
	SERVICE: 'Create the export again; if it fails again, open a support case with the job ARN.',
	UNKNOWN:
		'Read the reason; check the permissions of the service role, the bucket policy and the key policy first; then create the export again.',
};

/** The class of a failure's reason, and the remedy for that class. */
export const classifyFailure = (
	failureReason: string,
): { readonly category: FailureCategory; readonly remedy: string } => {
	const category = signs.find(([, sign]) => sign.test(failureReason))?.[0] ?? 'UNKNOWN';
	return { category, remedy: remedies[category] };
};
