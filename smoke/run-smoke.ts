import { type Finding, ok, problem } from '#client/examine/finding.ts';
import { checkExport } from './check-export.ts';
import { checkStoppedWatch } from './check-stopped-watch.ts';
import { createExport, deleteFiles, type SmokeExport } from './export-calls.ts';
import { listen } from './listen.ts';
import type { SmokeRequest } from './smoke-request.ts';
import type { SmokeTools } from './smoke-tools.ts';

/**
 * Exports a dataset twice and gives a finding for each thing that must follow. What it makes to see that is removed at the
 * end, also when the signal aborts.
 */
export async function* runSmoke(
	request: SmokeRequest,
	{ exportwatch, progress, signal }: Omit<SmokeTools, 'listener'>,
): AsyncGenerator<Finding> {
	const removals = new AsyncDisposableStack();
	try {
		const listener = await listen(exportwatch.installation, removals, signal);
		const tools = { exportwatch, listener, progress, signal };
		const create = async (): Promise<SmokeExport> => {
			const created = await createExport(request, signal);
			if (request.deleteFiles) removals.defer(() => deleteFiles(created.outputPath));
			return created;
		};
		try {
			const watched = await create();
			yield ok('export', `created ${watched.datasetExportJobArn}`);
			yield* checkExport(watched.datasetExportJobArn, request.ruleSeconds, tools);
			const stopped = await create();
			yield ok('second export', `created ${stopped.datasetExportJobArn}`);
			yield* checkStoppedWatch(stopped.datasetExportJobArn, request.ruleSeconds, tools);
		} catch (error) {
			if (signal.aborted || !(error instanceof Error)) throw error;
			yield problem(
				'AWS',
				`${error.name}: ${error.message}`,
				'mend what the message says, and run the smoke test again',
			);
		}
	} finally {
		progress('removing the queue, the subscription and the rule');
		await removals.disposeAsync();
	}
}
