import { expect, it } from 'vitest';
import { examineNotified } from '#client/examine/notified.ts';
import { actionsIn, recordOf } from '../../support/records-table.ts';

const ended = (jobName: string, status: 'DONE' | 'UNDONE') => ({
	...recordOf({ jobName, actions: actionsIn(status) }),
	state: 'SUCCEEDED' as const,
});

it('names the outcomes of which nobody was notified', () => {
	expect(examineNotified([ended('one', 'DONE'), ended('two', 'UNDONE')])).toMatchObject({
		status: 'PROBLEM',
		text: 'nobody was notified of two',
	});
	expect(examineNotified(Array.from({ length: 7 }, () => ended('one', 'UNDONE'))).text).toContain('and 2 more');
	expect(examineNotified([ended('one', 'DONE')])).toMatchObject({ status: 'OK' });
});
