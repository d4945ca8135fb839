import { NotThere } from '#client/errors.ts';
import { type Finding, ok, problem } from '#client/examine/finding.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import type { Watch } from '#client/read-watch.ts';
import { checkNotified } from './check-notified.ts';
import { checkStart } from './check-start.ts';
import { findWatch, type SmokeTools } from './smoke-tools.ts';
import { until } from './until.ts';

/** Follows an export to the end of its processing, and checks what it has left behind. */
export async function* checkExport(
	job: string,
	ruleSeconds: number,
	{ exportwatch, listener, progress, signal }: SmokeTools,
): AsyncGenerator<Finding> {
	progress('waiting for the rule to start a watch; CloudTrail may take some minutes');
	const found = await until(async () => (await findWatch(exportwatch, job))?.execution, ruleSeconds, signal);
	const executionArn = found?.executionArn ?? (await exportwatch.startWatch(job));
	yield* checkStart(found, ruleSeconds);

	let watch: Watch | undefined;
	for await (watch of exportwatch.followWatch(executionArn, signal)) {
		progress(watch.polls.at(-1)?.explanation ?? `${watch.currentState ?? 'the watch begins'}`);
	}
	if (!watch) return;
	yield checkRecord(watch);
	yield* checkNotified(watch, watch.state === 'RUNNING' ? 'BROKEN' : watch.state, listener);
	if (watch.state === 'SUCCEEDED') yield* checkFiles(watch, { exportwatch, progress, signal });
	yield await checkSweep(exportwatch, watch.datasetExportJobArn);
}

const checkRecord = ({ state, record, execution }: Watch): Finding => {
	if (!record) {
		return problem(
			'record',
			`there is none; the watch ended with ${execution?.error}: ${execution?.cause}`,
			'see FunctionFailing in the runbook',
		);
	}
	const { outcome, polls, reason, failureReason, remedy } = record;
	if (outcome === 'SUCCEEDED' && state === 'SUCCEEDED') return ok('record', `SUCCEEDED after ${polls} polls`);
	const why = failureReason ?? reason ?? execution?.cause ?? 'no reason is known';
	return problem('record', `${outcome}: ${why}`, remedy ?? 'see ExecutionsFailed in the runbook');
};

async function* checkFiles(
	{ datasetExportJobArn: job, record }: Watch,
	{ exportwatch, progress, signal }: Pick<SmokeTools, 'exportwatch' | 'progress' | 'signal'>,
): AsyncGenerator<Finding> {
	yield await answered('manifest', async () => {
		const { fileCount, totalBytes } = await exportwatch.readManifest(job);
		return `${fileCount} files of ${totalBytes} bytes`;
	});
	if (!exportwatch.installation.stateMachines.ProcessExport) {
		yield ok('processed dataset', 'none: a state machine of your own processes the files');
		return;
	}
	progress('waiting for the processed dataset');
	const { processingExecutionArn } = record ?? {};
	if (processingExecutionArn) {
		await until(
			async () => ((await exportwatch.readExecution(processingExecutionArn)).status === 'RUNNING' ? undefined : true),
			PROCESSING_SECONDS,
			signal,
		);
	}
	yield await answered('processed dataset', async () => {
		const { manifest } = await exportwatch.readDataset(job);
		return `${manifest.files.length} parts in Parquet`;
	});
}

const PROCESSING_SECONDS = 3_600;

const answered = async (subject: string, ask: () => Promise<string>): Promise<Finding> => {
	try {
		return ok(subject, await ask());
	} catch (error) {
		if (!(error instanceof NotThere)) throw error;
		return problem(subject, error.message, 'see ActionsFailed and ProcessingFailed in the runbook');
	}
};

const checkSweep = async (exportwatch: Exportwatch, job: string): Promise<Finding> => {
	const { listed, adopted } = await exportwatch.adoptExports();
	if (adopted.includes(job)) {
		return problem(
			'sweep',
			'started a second watch of the export',
			'compare the record of the job with docs/design.md, "The sweep"',
		);
	}
	return ok('sweep', `${listed} jobs listed, ${adopted.length} others adopted; it left this export alone`);
};
