import { datasetArnPrefix, type Scope } from '#contracts/scope.ts';
import { shorten } from './text.ts';

/** Why a job is outside the scope; undefined if it is within. Without its dataset, nobody can say that it is within groups. */
export const whyOutsideScope = (
	{ jobName, datasetArn }: { readonly jobName: string; readonly datasetArn: string | undefined },
	{ datasetGroupArns, jobNamePrefix = '' }: Scope,
): string | undefined => {
	if (!jobName.startsWith(jobNamePrefix)) {
		return `the name of the job ${jobName} does not begin with ${jobNamePrefix}, to which the scope limits this ExportWatch`;
	}
	if (!datasetGroupArns) return undefined;
	if (datasetArn === undefined) {
		return `the event does not name the dataset of the job ${jobName}, and the scope limits this ExportWatch to the groups ${shorten(datasetGroupArns)}; put datasetArn into the event`;
	}
	return isOfGroups(datasetArn, datasetGroupArns)
		? undefined
		: `the dataset ${shorten(datasetArn)} of the job ${jobName} belongs to none of the groups ${shorten(datasetGroupArns)}, to which the scope limits this ExportWatch`;
};

export const isOfGroups = (datasetArn: string, datasetGroupArns: readonly string[]): boolean =>
	datasetGroupArns.some((group) => datasetArn.startsWith(datasetArnPrefix(group)));
