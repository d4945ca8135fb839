import type { EndedWatch } from '../watches.ts';
import { type Finding, ok, problem } from './finding.ts';

const SUBJECT = 'notifications';
const MAX_NAMES = 5;

/** Whether people were notified of every recorded outcome. */
export const examineNotified = (ended: readonly EndedWatch[]): Finding => {
	const silent = ended.filter(({ actions }) => actions.message?.status !== 'DONE').map(({ jobName }) => jobName);
	if (silent.length === 0) return ok(SUBJECT, `people were notified of the last ${ended.length} outcomes`);
	const others = silent.length > MAX_NAMES ? ` and ${silent.length - MAX_NAMES} more` : '';
	return problem(
		SUBJECT,
		`nobody was notified of ${silent.slice(0, MAX_NAMES).join(', ')}${others}`,
		'the next watch of the job notifies: exportwatch start JOB',
	);
};
