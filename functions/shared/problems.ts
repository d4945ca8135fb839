import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { shorten } from './text.ts';

z.config(en());

/** More fit no reason, and a list of megabytes can have a problem in each item. */
const MAX_PROBLEMS = 20;

/** The first problems of an input by their keys. A value stands beside its key if the input was parsed with `reportInput`. */
export const formatProblems = ({ issues }: z.core.$ZodError): string => {
	const shown = issues.slice(0, MAX_PROBLEMS).map(formatProblem);
	const others = issues.length - shown.length;
	return [...shown, ...(others > 0 ? [`and ${others} more`] : [])].join('; ');
};

const formatProblem = (issue: z.core.$ZodIssue): string => {
	const at = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const keys = issue.keys.map((key) => (at ? `${at}.${key}` : key));
		return `unknown ${keys.length === 1 ? 'key' : 'keys'} ${shorten(keys)}`;
	}
	return `${at} ${withInput(issue)}`.trim();
};

/** Our contracts' messages say what a value must be; all others are zod's own, or complete. */
const withInput = (issue: z.core.$ZodIssue): string => {
	if (!('input' in issue) || !issue.message.startsWith('must be ')) return issue.message;
	return issue.input === undefined
		? `is missing; it ${issue.message}`
		: `${issue.message}, not ${shorten(issue.input)}`;
};
