import { describe, expect, it } from 'vitest';
import type { Finding } from '#client/examine/finding.ts';
import type { Watch } from '#client/read-watch.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { checkNotified } from '../../smoke/check-notified.ts';
import type { Listener } from '../../smoke/listen.ts';
import { JOB_ARN } from '../support/builders.ts';

const watch: Watch = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', state: 'SUCCEEDED', polls: [] };
const about = (datasetExportJobArn: string, outcome = 'SUCCEEDED') =>
	({ datasetExportJobArn, outcome }) as OutcomeNotification;

/** Has heard these, each by its way. */
const listenerOf = (
	heard: Partial<Record<'message' | 'event', OutcomeNotification>>,
	ruleProblem?: Error,
): Listener => ({
	ruleProblem,
	hear: async (way, isMeant) => [heard[way]].find((each) => each && isMeant(each)),
});
const findingsOf = async (listener: Listener): Promise<Finding[]> => {
	const findings: Finding[] = [];
	for await (const finding of checkNotified(watch, 'SUCCEEDED', listener)) findings.push(finding);
	return findings;
};

describe('the check of notifications', () => {
	it('is content with a message and an event about the outcome', async () => {
		const findings = await findingsOf(listenerOf({ message: about(JOB_ARN), event: about(JOB_ARN) }));
		expect(findings.map(({ status }) => status)).toEqual(['OK', 'OK']);
	});

	it.each([
		['neither came', {}],
		['both were about another job', { message: about('other'), event: about('other') }],
		['both were about another outcome', { message: about(JOB_ARN, 'FAILED'), event: about(JOB_ARN, 'FAILED') }],
	])('finds that %s, and says what to do', async (_what, heard) => {
		expect(await findingsOf(listenerOf(heard))).toMatchObject([
			{ subject: 'message about SUCCEEDED', status: 'PROBLEM', remedy: expect.stringContaining('runbook') },
			{ subject: 'event about SUCCEEDED', status: 'PROBLEM', remedy: expect.stringContaining('runbook') },
		]);
	});

	it('does not know about the event where neither a rule nor the record can say', async () => {
		const refused = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
		const [, event] = await findingsOf(listenerOf({ message: about(JOB_ARN) }, refused));
		expect(event).toMatchObject({ status: 'UNKNOWN', text: expect.stringContaining('AccessDeniedException') });
	});
});
