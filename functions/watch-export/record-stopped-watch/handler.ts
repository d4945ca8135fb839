import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { callAws, clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { createMetrics } from '../create-metrics.ts';
import { countOutcome } from '../outcome/metrics-calls.ts';
import { notifyOutcome } from '../outcome/notify-outcome.ts';
import { claimRecord } from '../outcome/record-calls.ts';
import { recordOutcome } from '../outcome/record-outcome.ts';
import { recordStoppedWatch } from './record-stopped-watch.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

/** The event `Step Functions Execution Status Change`. */
const input = z.object({ detail: z.object({ executionArn: z.string() }) });

const table = environment.EXPORT_JOBS_TABLE;
const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();
const metrics = createMetrics();
const now = () => new Date();

export const handler = createHandler(input, async ({ detail }, { signal, logger }) => {
	const recorded = await recordStoppedWatch(detail.executionArn, {
		describeExecution: async (executionArn) => {
			const describe = new DescribeExecutionCommand({ executionArn });
			const execution = await callAws('Step Functions DescribeExecution', () =>
				stepFunctions.send(describe, { abortSignal: signal }),
			);
			const { status = '', startDate = now(), input: executionInput = 'null', error, cause } = execution;
			return { executionArn, status, startDate, input: executionInput, error, cause };
		},
		record: (report) =>
			recordOutcome(report, {
				claim: (item, { startedAt }) => claimRecord(documents, table, item, { isReplay: false, startedAt }, signal),
				readWholeReason: async () => undefined,
				now,
			}),
		count: (report) => countOutcome(metrics, report),
		notify: (request) => notifyOutcome(request, { ...callsUntil(signal), now }),
	});
	logger.info('stopped watch recorded', { executionArn: detail.executionArn, ...recorded });
	return recorded;
});
