/** The words by which a trigger is known. */

/** Keys that service integrations and SDKs put beside their results; they say nothing about the job. */
export const resultMetadataKeys = [
	'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID',
	'ResponseMetadata',
	'SdkHttpMetadata',
	'SdkResponseMetadata',
	'$metadata',
] as const;

export const eventEnvelopeKeys = [
	'detail-type',
	'detail',
	'version',
	'id',
	'source',
	'account',
	'time',
	'region',
	'resources',
	'replay-name',
] as const;

export const API_CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';
export const JOB_CREATED_DETAIL_TYPE = 'Dataset Export Job Created';

/** The tag of an export job whose creator watches it itself; its value is the creating execution. */
export const WATCHED_BY_TAG = 'exportwatch:watched-by';
