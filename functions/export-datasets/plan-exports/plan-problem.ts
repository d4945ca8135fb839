import type { ExportPlan, PlannedExport } from '#contracts/exports.ts';
import { MAX_OUTPUT_PATH_CHARACTERS } from '#contracts/vocabulary.ts';

/** The state of an execution has 256 KiB. The rest is for the errors of the exports and for their summaries. */
const MAX_PLAN_BYTES = 100_000;

/** Why the plan cannot be carried out; undefined if it can. */
export const findPlanProblem = (plan: ExportPlan): string | undefined => {
	const tooLong = plan.exports.find(({ outputPath }) => outputPath.length > MAX_OUTPUT_PATH_CHARACTERS);
	return tooLong ? describePath(tooLong) : findSizeProblem(plan);
};

const describePath = ({ outputPath, jobName }: PlannedExport): string => {
	const { length } = outputPath;
	const excess = length - MAX_OUTPUT_PATH_CHARACTERS;
	return `outputPath is too long: with the folder ${jobName}/ in it, it has ${length} characters, and Personalize allows ${MAX_OUTPUT_PATH_CHARACTERS}; shorten it by ${excess}`;
};

const findSizeProblem = (plan: ExportPlan): string | undefined => {
	const bytes = Buffer.byteLength(JSON.stringify(plan));
	if (bytes <= MAX_PLAN_BYTES) return undefined;
	return `the plan of ${plan.exports.length} exports has ${bytes} bytes, and at most ${MAX_PLAN_BYTES} fit the execution with their results; shorten the tags, which each export repeats`;
};
