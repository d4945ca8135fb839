import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { shorten } from './text.ts';

z.config(en());

/** What is wrong with an input, problem by problem, each naming its key. */
export const formatProblems = ({ issues }: z.core.$ZodError): string => issues.map(formatProblem).join('; ');

const formatProblem = (issue: z.core.$ZodIssue): string => {
	const at = issue.path.join('.');
	if (issue.code !== 'unrecognized_keys') return `${at} ${issue.message}`.trim();
	const keys = issue.keys.map((key) => (at ? `${at}.${key}` : key));
	return `unknown ${keys.length === 1 ? 'key' : 'keys'} ${shorten(keys)}`;
};
