import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { createNotifyCalls } from '../notify-outcome/notify-calls.ts';
import { createNotifyOutcome } from '../notify-outcome/notify-outcome.ts';
import { countOutcome } from '../record-outcome/metric-calls.ts';
import { claimRecord } from '../record-outcome/record-calls.ts';
import { createRecordOutcome } from '../record-outcome/record-outcome.ts';
import { callAws, clientSettings } from '../shared/aws-calls.ts';
import { createHandler } from '../shared/create-handler.ts';
import { createMetrics } from '../shared/create-metrics.ts';
import { createDocuments } from '../shared/documents.ts';
import { requireEnv } from '../shared/require-env.ts';
import { createRecordStoppedWatch } from './record-stopped-watch.ts';

/** The event `Step Functions Execution Status Change`. */
const input = z.object({ detail: z.object({ executionArn: z.string() }) });

const table = requireEnv('EXPORT_JOBS_TABLE');
const callsUntil = createNotifyCalls(requireEnv('OUTCOMES_TOPIC_ARN'), requireEnv('EVENT_BUS_NAME'));
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();
const metrics = createMetrics();
const now = () => new Date();

export const handler = createHandler(input, async ({ detail }, { signal, logger }) => {
	const recordStopped = createRecordStoppedWatch({
		describeExecution: async (executionArn) => {
			const describe = new DescribeExecutionCommand({ executionArn });
			const execution = await callAws('Step Functions DescribeExecution', () =>
				stepFunctions.send(describe, { abortSignal: signal }),
			);
			const { status = '', startDate = now(), input: executionInput = 'null', error, cause } = execution;
			return { executionArn, status, startDate, input: executionInput, error, cause };
		},
		record: createRecordOutcome({
			claim: (item, { startedAt }) => claimRecord(documents, table, item, { isReplay: false, startedAt }, signal),
			readWholeReason: async () => undefined,
			now,
		}),
		count: (report) => countOutcome(metrics, report),
		notify: createNotifyOutcome({ ...callsUntil(signal), now }),
	});
	const recorded = await recordStopped(detail.executionArn);
	logger.info('stopped watch recorded', { executionArn: detail.executionArn, ...recorded });
	return recorded;
});
