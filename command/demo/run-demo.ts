import { setTimeout as sleep } from 'node:timers/promises';
import { WatchNotFound } from '#client/errors.ts';
import type { GroupExport } from '#client/export-datasets.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import type { Watch } from '#client/read-watch.ts';
import { datasetTypes, type Outcome } from '#contracts/vocabulary.ts';
import { createFailingExport, exportGroup, FAILING_JOB_NAME } from './start-exports.ts';

/** One watch of the demo. */
export interface DemoWatch {
	readonly title: string;
	readonly expected: Outcome;
	/** Missing before it has started. */
	watch?: Watch;
}

export interface DemoResult {
	readonly watches: readonly DemoWatch[];
	readonly group: GroupExport;
	/** Every outcome, message and dataset is there, and right. */
	readonly isAsExpected: boolean;
}

const PAUSE_MILLISECONDS = 500;

/**
 * Exports the demo group and creates one job that fails, and follows their watches until the datasets are processed.
 *
 * @param onChange is called after each change of a watch, with all of them
 */
export const runDemo = async (
	exportwatch: Exportwatch,
	onChange: (changed: DemoWatch, watches: readonly DemoWatch[]) => void,
): Promise<DemoResult> => {
	const children = datasetTypes.map((type): DemoWatch => ({ title: type.toLowerCase(), expected: 'SUCCEEDED' }));
	const failing: DemoWatch = { title: FAILING_JOB_NAME, expected: 'FAILED' };
	const watches = [...children, failing];

	const follow = async (demoWatch: DemoWatch, jobOrExecution: string): Promise<void> => {
		for await (const watch of exportwatch.followWatch(jobOrExecution)) {
			demoWatch.watch = watch;
			onChange(demoWatch, watches);
		}
		while (demoWatch.watch && isProcessing(demoWatch.watch)) {
			await sleep(PAUSE_MILLISECONDS);
			demoWatch.watch = await exportwatch.readWatch(jobOrExecution);
		}
		onChange(demoWatch, watches);
	};

	const groupArn = await exportGroup(exportwatch);
	const failingArn = await createFailingExport();
	const followed = [started(exportwatch, failingArn).then(() => follow(failing, failingArn))];
	const found = new Set<DemoWatch>();
	let group: GroupExport | undefined;
	for await (const exported of exportwatch.followExport(groupArn)) {
		group = exported;
		for (const { datasetType, watchExecutionArn } of exported.datasets) {
			const child = children.find(({ title }) => title === datasetType.toLowerCase());
			if (!child || !watchExecutionArn || found.has(child)) continue;
			found.add(child);
			followed.push(follow(child, watchExecutionArn));
		}
	}
	await Promise.all(followed);
	group ??= await exportwatch.readExport(groupArn);
	return { watches, group, isAsExpected: group.execution.status === 'SUCCEEDED' && watches.every(isRight) };
};

/** A rule starts the watch at about the same time. */
const started = async (exportwatch: Exportwatch, job: string): Promise<void> => {
	try {
		await exportwatch.readWatch(job);
	} catch (error) {
		if (!(error instanceof WatchNotFound)) throw error;
		await sleep(PAUSE_MILLISECONDS);
		await started(exportwatch, job);
	}
};

const isProcessing = ({ record }: Watch): boolean => record?.processing === 'PROCESSING_STARTED' && !record.dataset;

const isRight = ({ expected, watch }: DemoWatch): boolean => {
	const record = watch?.record;
	if (record?.outcome !== expected || record.actions.message?.status !== 'DONE') return false;
	return expected !== 'SUCCEEDED' || (record.manifest !== undefined && record.dataset?.status === 'READY');
};
