import { AwsError } from '../aws-json.ts';
import type { Tag } from './requests.ts';

/** What will become of a job, decided when it is created. */
export interface JobPlan {
	readonly durationSeconds: number;
	/** The status the job ends with or stays at; any text, so that a watcher can meet one it does not know. */
	readonly status: string;
	/** What a `CREATE FAILED` says. */
	readonly failureReason: string;
	readonly parts: number;
}

/** Long enough to be watched at work, short enough for a demonstration. */
const DEFAULT_SECONDS = 15;
/** The longest deadline that a watch can have. */
const MAX_SECONDS = 30 * 24 * 3600;
const DEFAULT_PARTS = 3;
/** Ten pages of a listing; part names hold five digits. */
const MAX_PARTS = 10_000;
/** Four times what a Step Functions state may hold (256 KiB), to see what happens beyond. */
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

/** The text of a real reason is not published: this one says what the guide names as the first cause. */
const defaultFailureReason = (bucket: string): string =>
	`Access denied when writing to the S3 bucket ${bucket}. Make sure that the service role and the bucket policy both ` +
	'allow s3:PutObject and s3:ListBucket.';

/** `simulate:status` steers any job; `simulate:USERS:status` only those of USERS, and there it wins. */
const SCOPED_TAG = /^simulate:([A-Z_]+):(.*)$/;

/** The steering tags that hold for a job of this dataset type, without their scope. */
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

/** Reads the tags that steer the simulator; a job without them succeeds after 15 seconds with three parts. */
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

	const status = values.get('simulate:status') ?? 'ACTIVE';
	if (status === '') throw refuse('simulate:status', status, 'give a status');

	for (const tag of ['simulate:failureReason', 'simulate:failureReasonCharacters'] as const) {
		const value = values.get(tag);
		if (value !== undefined && status !== 'CREATE FAILED') {
			throw refuse(tag, value, "only a job with the tag 'simulate:status' CREATE FAILED has a reason to give");
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
