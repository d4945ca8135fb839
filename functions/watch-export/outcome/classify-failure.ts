import type { FailureCategory } from '#contracts/export-job-record.ts';

/** The first pattern that matches wins, so KMS comes before S3: a KMS refusal also says "access denied". */
const keywords: readonly (readonly [FailureCategory, RegExp])[] = [
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

/** From the Personalize guide's pages on export permissions, keys, quotas and dataset types. */
const remedies: Readonly<Record<FailureCategory, string>> = {
	S3_ACCESS:
		'Allow s3:PutObject and s3:ListBucket on the output bucket both in the service role and in the bucket policy (principal personalize.amazonaws.com), then create the export again.',
	KMS: 'Allow kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey and kms:ListGrants both in the service role and in the key policy, and kms:CreateGrant in the key policy; with an encrypted dataset group also kms:GenerateDataKeyWithoutPlaintext. Then create the export again.',
	OUTPUT_PATH:
		'Check that the output path is s3://bucket/folder/, that the bucket exists and that it is in the Region of the dataset, then create the export again.',
	DATASET:
		'Check that the dataset is ACTIVE, that it holds data of the chosen ingestion mode, and that Personalize exports its type (Interactions, Items, Users), then create the export again.',
	QUOTA: 'Wait for other Personalize jobs to finish, or ask for a higher quota, then create the export again.',
	SERVICE: 'Create the export again; if it fails again, open a support case with the job ARN.',
	UNKNOWN:
		'Read the reason. Check the permissions of the service role, the bucket policy and the key policy first, then create the export again.',
};

/** As much of a reason as the state of an execution carries. A reason of megabytes would take a second. */
const MAX_CHARACTERS = 32_768;

/**
 * The category of a `failureReason` and what to do about it, guessed from keywords: Personalize does not publish what it
 * writes there, so do not rely on it.
 */
export const classifyFailure = (
	failureReason: string,
): { readonly category: FailureCategory; readonly remedy: string } => {
	const beginning = failureReason.slice(0, MAX_CHARACTERS);
	const category = keywords.find(([, pattern]) => pattern.test(beginning))?.[0] ?? 'UNKNOWN';
	return { category, remedy: remedies[category] };
};
