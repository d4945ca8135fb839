import { JOB_NAME_PATTERN, MAX_ARN_CHARACTERS, MAX_JOB_NAME_CHARACTERS } from '#contracts/vocabulary.ts';
import { shorten } from '../shared/text.ts';

const JOB_NAME = new RegExp(`^${JOB_NAME_PATTERN}$`);

type Reading = { readonly datasetExportJobArn: string; readonly jobName: string } | { readonly problem: string };

/** The ARN and the job's name, if the ARN is that of an export job in the partition, Region and account of this function. */
export const readJobArn = (value: unknown, functionArn: string): Reading => {
	if (typeof value !== 'string') return { problem: `${shorten(value)} is not an ARN` };
	if (value.length > MAX_ARN_CHARACTERS) {
		return { problem: `${shorten(value)} has ${value.length} characters; an ARN has at most ${MAX_ARN_CHARACTERS}` };
	}
	const [prefix, partition, service, region, account, ...resource] = value.split(':');
	if (prefix !== 'arn' || resource.length === 0) return { problem: `${shorten(value)} is not an ARN` };

	const [, ownPartition, , ownRegion, ownAccount] = functionArn.split(':');
	const expectations = [
		['partition', partition, ownPartition],
		['service', service, 'personalize'],
		['Region', region, ownRegion],
		['account', account, ownAccount],
	] as const;
	for (const [part, actual, expected] of expectations) {
		if (actual !== expected) {
			return {
				problem: `the ${part} of ${shorten(value)} is ${shorten(actual)}; expected ${shorten(expected)}`,
			};
		}
	}
	const [type, name, ...rest] = resource.join(':').split('/');
	if (type !== 'dataset-export-job') {
		return { problem: `the resource type of ${shorten(value)} is ${shorten(type)}, not "dataset-export-job"` };
	}
	if (!name || rest.length > 0 || !JOB_NAME.test(name)) {
		return {
			problem: `the job name of ${shorten(value)} is not 1 to ${MAX_JOB_NAME_CHARACTERS} letters, digits, - and _, the first a letter or digit`,
		};
	}
	return { datasetExportJobArn: value, jobName: name };
};
