import type { DatasetSummary, ExportPlan, ExportsSummary } from '#contracts/exports.ts';

/** Combines the summaries of all datasets into one: the outcome, and a reason that names what failed and why. */
export const concludeExports = ({
	plan,
	datasets,
}: {
	readonly plan: Pick<ExportPlan, 'excluded'>;
	readonly datasets: DatasetSummary[];
}): ExportsSummary => {
	const failed = datasets.filter(({ outcome }) => outcome !== 'SUCCEEDED');
	return {
		outcome: outcomeOf(failed.length, datasets.length),
		reason: reasonOf(failed, datasets),
		datasets,
		excluded: plan.excluded,
	};
};

const outcomeOf = (failed: number, all: number): ExportsSummary['outcome'] => {
	if (failed === 0) return 'SUCCEEDED';
	return failed < all ? 'PARTLY_FAILED' : 'FAILED';
};

const reasonOf = (failed: readonly DatasetSummary[], all: readonly DatasetSummary[]): string => {
	if (failed.length === 0) return '';
	const reasons = failed.map(
		({ datasetType, jobName, outcome, reason }) => `${datasetType} (${jobName}) ${outcome}: ${reason ?? ''}`,
	);
	return `${failed.length} of ${all.length} exports failed: ${reasons.join('; ')}`;
};
