import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import { concludeProcessing } from '#functions/process-export/conclusion/conclude-processing.ts';
import { createNotifyCalls } from '#functions/shared/notify-calls.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import { ExportWatch } from '../../infra/export-watch.ts';
import type { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { enterEmbeddedEnvironment } from '../../local/aws/embedded-environment.ts';
import { readEventPattern } from '../../local/aws/events/event-pattern.ts';
import { createEvents } from '../../local/aws/events/service.ts';
import { createGateway } from '../../local/aws/gateway/gateway.ts';
import { EXECUTION_ARN, JOB_ARN, NO_ACTIONS, reportOf } from '../support/builders.ts';
import { createRecordsInMemory } from '../support/records-table.ts';
import { nameOf, newApp, synthesise } from '../support/synthesised.ts';

/** A team's rules by the construct's patterns, as they are deployed. */
const stack = new Stack(newApp(), 'Team');
const watch = new ExportWatch(stack, 'Watch');
const patterns: Readonly<Record<string, EventPattern>> = {
	Ready: watch.datasetEventPattern('READY'),
	Failed: watch.datasetEventPattern('FAILED'),
	AnyDataset: watch.datasetEventPattern(),
	AnyOutcome: watch.outcomeEventPattern(),
};
for (const [id, eventPattern] of Object.entries(patterns)) new Rule(stack, id, { eventPattern });

/** The detail types of what each rule got from the embedded EventBridge, where the functions' own calls put events. */
const got: Record<string, string[]> = Object.fromEntries(Object.keys(patterns).map((name) => [name, []]));
const rules = synthesise({}, stack as ExportwatchStack)
	.ofType('AWS::Events::Rule')
	.map(([id, { Properties }]) => ({ name: nameOf(id), pattern: Properties.EventPattern }))
	.filter(({ name }) => name in patterns)
	.map(({ name, pattern }) => ({
		name,
		pattern: readEventPattern(pattern),
		targetArn: '',
		deliver: (event: { readonly 'detail-type': string }) => void got[name]?.push(event['detail-type']),
	}));
const gateway = createGateway(() => ({ events: createEvents({ rules, now: () => new Date() }).handle }));

beforeAll(async () => {
	await once(gateway.listen(0, '127.0.0.1'), 'listening');
	enterEmbeddedEnvironment(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);

	const { putEvent } = createNotifyCalls('', 'default')(new AbortController().signal);
	const unsent = { publish: async () => '', now: () => new Date(), warn: () => {} };
	const unrecorded = { record: async () => undefined, writeAction: async () => true };
	const { records } = createRecordsInMemory();
	const conclude = (report: Parameters<typeof concludeProcessing>[0]) =>
		concludeProcessing(report, { putEvent, ...unsent, records: unrecorded, removeStaging: async () => {} });
	const own = { ownActions: NO_ACTIONS, perform: async () => undefined };
	await notifyOutcome(reportOf(), { putEvent, ...unsent, ...own, records, linkedConsole: AWS_CONSOLE });
	const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'it' } };
	const processing = { executionArn: EXECUTION_ARN, startedAt: new Date().toISOString(), input };
	await conclude({ outcome: 'READY', ...processing });
	await conclude({ outcome: 'FAILED', ...processing, error: { Error: 'RowsLost', Cause: '{}' } });
});
afterAll(() => {
	gateway.closeAllConnections();
	gateway.close();
});

describe('of the events that the functions put, a team’s rule gets', () => {
	it.each([
		['Ready', ['Dataset Ready']],
		['Failed', ['Dataset Processing Failed']],
		['AnyDataset', ['Dataset Ready', 'Dataset Processing Failed']],
		['AnyOutcome', ['Dataset Export Job Succeeded']],
	])('by the pattern of %s %j', (name, detailTypes) => {
		expect(got[name]).toEqual(detailTypes);
	});
});
