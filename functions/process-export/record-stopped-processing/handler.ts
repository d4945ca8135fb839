import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { describeExecution } from '../../shared/describe-execution.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { executionEvent, readStoppedExecution } from '../../shared/stopped-execution.ts';
import { concludeProcessing } from '../conclusion/conclude-processing.ts';
import { createDatasetRecords } from '../conclusion/record-calls.ts';
import { recordStoppedProcessing } from './record-stopped-processing.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const documents = createDocuments();
const stepFunctions = new SFNClient(clientSettings);

export const handler = createHandler(executionEvent, async ({ detail }, { signal, logger }) => {
	const { executionArn } = detail;
	const execution = await readStoppedExecution(executionArn, {
		workflow: 'ProcessExport',
		stateMachineArn: environment.PROCESS_EXPORT_STATE_MACHINE_ARN,
		stopped: 'ProcessingStopped',
		describeExecution: (arn) => describeExecution(stepFunctions, arn, signal),
	});
	if ('nothing' in execution) return { result: execution.nothing };
	const result = await recordStoppedProcessing(execution, (report) =>
		concludeProcessing(report, {
			...callsUntil(signal),
			records: createDatasetRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
			now: () => new Date(),
			warn: (message, error) => logger.warn(message, error),
		}),
	);
	logger.info('stopped processing', { executionArn, result });
	return { result };
});
