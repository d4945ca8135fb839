import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { historyLines, waitingUntil } from '../../../local/demo/history-lines.ts';

const observation = { waitSeconds: 90, explanation: 'nightly is "CREATE PENDING"' };
const event = (type: HistoryEvent['type'], details: Partial<HistoryEvent> = {}): HistoryEvent => ({
	id: 1,
	type,
	timestamp: new Date('2026-03-01T02:00:00Z'),
	...details,
});
const entered = (name: string) => ({
	stateEnteredEventDetails: { name, input: JSON.stringify({ observation }) },
});
const exited = (name: string) => ({
	stateExitedEventDetails: { name, output: JSON.stringify({ observation }) },
});

const history = [
	event('ExecutionStarted'),
	event('TaskFailed', { taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'Throttled' } }),
	event('TaskStateExited', exited('DescribeExportJob')),
	event('ChoiceStateExited', exited('IsExportDone')),
	event('WaitStateEntered', entered('WaitForExport')),
];

describe('historyLines', () => {
	it('shows each error, each ended state with what it found, and each wait', () => {
		expect(historyLines(history)).toEqual([
			'                     Throttled: retried or caught',
			'DescribeExportJob    nightly is "CREATE PENDING"',
			'IsExportDone         → WaitForExport',
			'WaitForExport        90 s',
		]);
	});

	it('shows the last state', () => {
		expect(historyLines([event('FailStateEntered', entered('ExportFailed'))])).toEqual(['ExportFailed']);
	});
});

describe('waitingUntil', () => {
	it('says when the running wait ends', () => {
		expect(waitingUntil(history)).toEqual(new Date('2026-03-01T02:01:30Z'));
	});

	it('says nothing of an execution that does not wait', () => {
		expect(waitingUntil(history.slice(0, -1))).toBeUndefined();
		expect(waitingUntil([])).toBeUndefined();
	});
});
