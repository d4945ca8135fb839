import type { DatasetExportJob } from '#contracts/watch.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { endOf } from './explain-status.ts';

/** `status` and the ARNs have at most 256 characters in the model of the API. */
const MAX_STATUS_CHARACTERS = 256;

/** Of a field in JSON; in the model of the API, `kmsKeyArn` is the longest with 2,048 characters. */
const MAX_FIELD_BYTES = 4_096;

/** A `Cause` holds at most 32,768 characters: the rest is for the sentence that not everything was done. */
const MAX_REASON_CHARACTERS = 32_000;
/** Half of the state's 256 KiB: 32,000 characters of any script take at most 96,000. */
const MAX_REASON_BYTES = 131_072;
/** Of one character in JSON: a control character is written as `\u0001`. */
const MAX_CHARACTER_BYTES = 6;

const NO_REASON = 'Personalize gave no failureReason';

/** The job as the state of an execution can carry it, whatever the service answered. */
export const fitState = (job: DatasetExportJob): DatasetExportJob => {
	const { status, failureReason, jobOutput, ...others } = job;
	const reason = reasonOf(job);
	return {
		...omitUnfit(others),
		...(status !== undefined && { status: cutToCharacters(status.toWellFormed(), MAX_STATUS_CHARACTERS) }),
		...(jobOutput && {
			jobOutput: jobOutput.s3DataDestination ? { s3DataDestination: omitUnfit(jobOutput.s3DataDestination) } : {},
		}),
		...(reason !== undefined && { failureReason: reason }),
	};
};

/** A failed job always has a reason in the state: the workflow's `CausePath` needs one. */
const reasonOf = ({ status, failureReason }: DatasetExportJob): string | undefined => {
	if (endOf(status ?? '') === 'FAILED' && !failureReason?.trim()) return NO_REASON;
	if (failureReason === undefined) return undefined;
	const reason = cutToCharacters(failureReason.toWellFormed(), MAX_REASON_CHARACTERS);
	return bytesInJson(reason) <= MAX_REASON_BYTES
		? reason
		: cutToCharacters(reason, MAX_REASON_BYTES / MAX_CHARACTER_BYTES);
};

/** Whether the state carries only the beginning of the reason. */
export const isReasonCut = ({ failureReason = '' }: DatasetExportJob, fitted: DatasetExportJob): boolean =>
	failureReason.trim() !== '' && failureReason.length > (fitted.failureReason ?? '').length;

/** Half an ARN or half a path would name something else: a field that does not fit is left out. */
const omitUnfit = <Fields extends { readonly [name: string]: string | undefined }>(fields: Fields): Fields =>
	Object.fromEntries(
		Object.entries(fields).filter(([, text = '']) => text.isWellFormed() && bytesInJson(text) <= MAX_FIELD_BYTES),
	) as Fields;

const bytesInJson = (text: string): number => Buffer.byteLength(JSON.stringify(text));
