import { type Finding, ok, problem, unknown } from '#client/examine/finding.ts';
import type { Execution } from '#client/executions.ts';
import { SMOKE_TAG } from './export-calls.ts';

/** Whether the rule has started the watch, and what CloudTrail shows of tags. */
export function* checkStart(execution: Execution | undefined, ruleSeconds: number): Generator<Finding> {
	const kind = execution?.startedBy.kind;
	if (kind === 'API_CALL') yield ok('start', 'the rule started the watch');
	else if (kind === 'SWEEP') yield problem('start', 'only the sweep found the job', ASK_DOCTOR);
	else yield problem('start', `no rule started a watch within ${ruleSeconds} s; it was started by hand`, ASK_DOCTOR);

	if (kind === 'API_CALL' && execution) yield checkTags(JSON.parse(execution.input));
	else yield unknown('tags in CloudTrail', 'no event of CloudTrail was seen');
}

const ASK_DOCTOR =
	'exportwatch doctor says whether a trail logs management events and whether the rule is enabled; is the dataset within the scope?';

const checkTags = (event: {
	readonly detail?: { readonly requestParameters?: { readonly tags?: unknown } };
}): Finding => {
	const subject = 'tags in CloudTrail';
	const tags = JSON.stringify(event.detail?.requestParameters?.tags);
	if (tags === undefined) return ok(subject, 'are left out, as expected at most; nothing depends on them');
	return tags.includes(SMOKE_TAG.tagKey)
		? ok(subject, 'are shown, against what was expected; nothing depends on it')
		: ok(subject, `are hidden, as expected: ${tags}`);
};
