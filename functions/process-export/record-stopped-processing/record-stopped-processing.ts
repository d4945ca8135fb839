import { type ProcessingReport, processingInput } from '#contracts/processing.ts';
import type { StoppedExecution } from '../../shared/stopped-execution.ts';

/**
 * Records and notifies that a processing was stopped, timed out or failed by itself, as a failure like any other.
 *
 * @returns what was done, or why there was nothing to do
 */
export const recordStoppedProcessing = async (
	{ executionArn, startedAt, input, error }: StoppedExecution,
	conclude: (report: ProcessingReport) => Promise<unknown>,
): Promise<string> => {
	if (!processingInput.safeParse(input).success)
		return 'it processed no export: its input is not that of ProcessExport';
	await conclude({ outcome: 'FAILED', executionArn, startedAt, input, error });
	return 'recorded and notified';
};
