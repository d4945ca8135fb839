import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { isObject } from '#functions/watch-export/read-trigger.ts';

/** What started an execution: as far as its input and its name say. */
export type StartedBy =
	/** The rule for calls of CreateDatasetExportJob. */
	| { readonly kind: 'API_CALL' }
	/** The rule for the event `Dataset Export Job Created`. */
	| { readonly kind: 'EVENT'; readonly source?: string }
	| { readonly kind: 'WORKFLOW'; readonly executionArn: string }
	/** AdoptExports found the job unwatched. */
	| { readonly kind: 'SWEEP' }
	/** Another watch was stopped and had left actions undone. */
	| { readonly kind: 'STOPPED_WATCH' }
	/** A person or a program: StartExecution. */
	| { readonly kind: 'REQUEST' };

export const startedByOf = (name: string, input: unknown): StartedBy => {
	if (name.startsWith('resumed-')) return { kind: 'STOPPED_WATCH' };
	if (!isObject(input)) return { kind: 'REQUEST' };
	const { 'detail-type': detailType, source, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: parent } = input;
	if (detailType === API_CALL_DETAIL_TYPE) return { kind: 'API_CALL' };
	if (detailType === JOB_CREATED_DETAIL_TYPE) {
		return { kind: 'EVENT', ...(typeof source === 'string' && { source }) };
	}
	if (typeof parent === 'string') return { kind: 'WORKFLOW', executionArn: parent };
	return input.adopted === true ? { kind: 'SWEEP' } : { kind: 'REQUEST' };
};
