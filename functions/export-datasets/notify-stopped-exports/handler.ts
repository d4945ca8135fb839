import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { describeExecution } from '../../shared/describe-execution.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createNotifyCalls } from '../../shared/notify-calls.ts';
import { executionEvent, readStoppedExecution } from '../../shared/stopped-execution.ts';
import { notifyStoppedExports } from './notify-stopped-exports.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const callsUntil = createNotifyCalls(environment.OUTCOMES_TOPIC_ARN, environment.EVENT_BUS_NAME);
const stepFunctions = new SFNClient(clientSettings);

export const handler = createHandler(executionEvent, async ({ detail }, { signal, logger }) => {
	const execution = await readStoppedExecution(detail.executionArn, {
		workflow: 'ExportDatasets',
		stateMachineArn: environment.EXPORT_DATASETS_STATE_MACHINE_ARN,
		stopped: 'ExportsStopped',
		describeExecution: (arn) => describeExecution(stepFunctions, arn, signal),
	});
	if ('nothing' in execution) return { result: execution.nothing };
	const { reason } = await notifyStoppedExports(execution, callsUntil(signal));
	logger.info('stopped exports', { executionArn: detail.executionArn, reason });
	return { result: 'notified' };
});
