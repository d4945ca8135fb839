import { type JobStatus, watchOptionBounds } from '#contracts/vocabulary.ts';
import { AwsError } from '../shared/aws-json.ts';
import type { Tag } from './requests.ts';

export const PENDING = 'CREATE PENDING' satisfies JobStatus;
export const IN_PROGRESS = 'CREATE IN_PROGRESS' satisfies JobStatus;
export const ACTIVE = 'ACTIVE' satisfies JobStatus;
export const FAILED = 'CREATE FAILED' satisfies JobStatus;

/** How a job will run and end, decided when it is created. */
export interface JobPlan {
	readonly durationSeconds: number;
	/** The job's last status: any text, so that a watch can meet a status that it does not know. */
	readonly status: string;
	/** Shown only after `CREATE FAILED`. */
	readonly failureReason: string;
	readonly parts: number;
}

/** Long enough to watch the job at work, short enough for a demo. */
const DEFAULT_SECONDS = 15;
/** The longest deadline that a watch can have. */
const MAX_SECONDS = watchOptionBounds.deadlineSeconds.max;
const DEFAULT_PARTS = 3;
/** Ten pages of an S3 listing; the names of the parts have five digits. */
const MAX_PARTS = 10_000;
/** Four times the 256 KiB of a Step Functions state, to see what happens beyond them. */
const MAX_REASON_CHARACTERS = 1024 * 1024;

const wholeNumber = { name: 'whole number', pattern: /^\d+$/ };
const decimalNumber = { name: 'number', pattern: /^\d+(\.\d+)?$/ };

const steeringTags = [
	'simulate:seconds',
	'simulate:status',
	'simulate:failureReason',
	'simulate:failureReasonCharacters',
	'simulate:parts',
] as const;
type SteeringTag = (typeof steeringTags)[number];

const refuse = (tag: string, value: string, accepted: string): AwsError =>
	new AwsError('InvalidInputException', `Value '${value}' of the tag '${tag}' is not valid: ${accepted}`);

/** AWS publishes no text of a reason; this one says the first cause that the guide names. */
const defaultFailureReason = (bucket: string): string =>
	`Access denied when writing to the S3 bucket ${bucket}. Make sure that the service role and the bucket policy both ` +
	'allow s3:PutObject and s3:ListBucket.';

/** `simulate:status` is for any job; `simulate:USERS:status` is for jobs of USERS and overrides it there. */
const SCOPED_TAG = /^simulate:([A-Z_]+):(.*)$/;

/** The values of the steering tags for a job of this dataset type. */
const steeringFor = (datasetType: string, tags: readonly Tag[]): ReadonlyMap<string, string> => {
	const general = new Map<string, string>();
	const scoped = new Map<string, string>();
	for (const { tagKey, tagValue } of tags.filter((tag) => tag.tagKey.startsWith('simulate:'))) {
		const [, scope, name] = SCOPED_TAG.exec(tagKey) ?? [];
		const known = steeringTags.find((tag) => tag === (name === undefined ? tagKey : `simulate:${name}`));
		if (!known) throw refuse(tagKey, tagValue, `the simulator knows ${steeringTags.join(', ')}`);
		if (scope === undefined) general.set(known, tagValue);
		else if (scope === datasetType) scoped.set(known, tagValue);
	}
	return new Map([...general, ...scoped]);
};

/** Reads the tags that steer a job; a job without them succeeds after 15 seconds with three parts. */
export const planJob = (tags: readonly Tag[], datasetType: string, bucket: string): JobPlan => {
	const values = steeringFor(datasetType, tags);

	const number = (tag: SteeringTag, kind: typeof wholeNumber, min: number, max: number): number | undefined => {
		const value = values.get(tag);
		if (value === undefined) return undefined;
		if (!kind.pattern.test(value) || Number(value) < min || Number(value) > max) {
			throw refuse(tag, value, `give a ${kind.name} from ${min} to ${max}`);
		}
		return Number(value);
	};

	const status = values.get('simulate:status') ?? ACTIVE;
	if (status === '') throw refuse('simulate:status', status, 'give a status');

	for (const tag of ['simulate:failureReason', 'simulate:failureReasonCharacters'] as const) {
		const value = values.get(tag);
		if (value !== undefined && status !== FAILED) {
			throw refuse(tag, value, `only a job with the tag 'simulate:status' ${FAILED} has a reason to give`);
		}
	}
	const reason = values.get('simulate:failureReason') || defaultFailureReason(bucket);
	const characters = number('simulate:failureReasonCharacters', wholeNumber, 1, MAX_REASON_CHARACTERS) ?? reason.length;

	return {
		durationSeconds: number('simulate:seconds', decimalNumber, 0, MAX_SECONDS) ?? DEFAULT_SECONDS,
		status,
		failureReason: reason.repeat(Math.ceil(characters / reason.length)).slice(0, characters),
		parts: number('simulate:parts', wholeNumber, 0, MAX_PARTS) ?? DEFAULT_PARTS,
	};
};
