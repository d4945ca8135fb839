import { datasetArnPrefix, type Scope } from '#contracts/scope.ts';
import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE } from '#contracts/vocabulary.ts';

interface StartPattern {
	readonly 'detail-type': readonly string[];
	readonly detail?: object;
}

/** Limits the pattern of a rule that starts watches to the events of jobs within the scope. */
export const withinScope = (pattern: StartPattern, scope: Scope): StartPattern & Record<string, unknown> => {
	const { 'detail-type': [detailType = ''] = [], detail } = pattern;
	const limits = scope.datasetGroupArns || scope.jobNamePrefix ? limitsOf[detailType]?.(scope) : undefined;
	return { ...pattern, ...(limits && { detail: { ...detail, ...limits } }) };
};

/** The limits of `detail`, by the type of the event. */
const limitsOf: Readonly<Record<string, (scope: Scope) => object>> = {
	[API_CALL_DETAIL_TYPE]: ({ datasetGroupArns, jobNamePrefix }) => ({
		requestParameters: {
			...(datasetGroupArns && { datasetArn: ofGroups(datasetGroupArns) }),
			...(jobNamePrefix && { jobName: [{ prefix: jobNamePrefix }] }),
		},
	}),
	// An event without its dataset starts an execution that says so, instead of being lost without a word.
	[JOB_CREATED_DETAIL_TYPE]: ({ datasetGroupArns, jobNamePrefix }) => ({
		...(datasetGroupArns && { datasetArn: [{ exists: false }, ...ofGroups(datasetGroupArns)] }),
		...(jobNamePrefix && { datasetExportJobArn: [{ wildcard: `*:dataset-export-job/${jobNamePrefix}*` }] }),
	}),
};

const ofGroups = (datasetGroupArns: readonly string[]) =>
	datasetGroupArns.map((group) => ({ prefix: datasetArnPrefix(group) }));
