import type { DatasetSummary, ExportPlan, ExportsSummary } from '#contracts/exports.ts';
import { cutToCharacters } from '../../shared/text.ts';

/** As long as `SummariseExport` leaves it; the reason of an export whose summary could not be made is longer. */
const MAX_DATASET_REASON_CHARACTERS = 1_000;

/** The reason becomes the Cause of the execution, which has at most so many. */
const MAX_CAUSE_CHARACTERS = 32_768;

/** Combines the summaries of all datasets into one: the outcome, and a reason that names what failed and why. */
export const concludeExports = ({
	plan,
	datasets: summaries,
}: {
	readonly plan: Pick<ExportPlan, 'excluded'>;
	readonly datasets: readonly DatasetSummary[];
}): ExportsSummary => {
	const datasets = summaries.map(withShortReason);
	const failed = datasets.filter(({ outcome }) => outcome !== 'SUCCEEDED');
	return {
		outcome: outcomeOf(failed.length, datasets.length),
		reason: cutToCharacters(reasonOf(failed, datasets), MAX_CAUSE_CHARACTERS),
		datasets,
		excluded: plan.excluded,
	};
};

const withShortReason = ({ reason, ...summary }: DatasetSummary): DatasetSummary =>
	reason === undefined ? summary : { ...summary, reason: cutToCharacters(reason, MAX_DATASET_REASON_CHARACTERS) };

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
