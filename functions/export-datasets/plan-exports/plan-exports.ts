import { type ExportRequest, exportRequest } from '#contracts/export-request.ts';
import type { ExcludedDataset, ExportPlan, PlannedExport } from '#contracts/exports.ts';
import { WATCHED_BY_TAG } from '#contracts/trigger-words.ts';
import { formatProblems } from '../../shared/problems.ts';
import { cutToCharacters, shorten } from '../../shared/text.ts';
import { exportName } from './export-name.ts';

/** A dataset as Personalize lists or describes it. */
export interface Dataset {
	readonly datasetArn: string;
	readonly datasetType: string;
	readonly datasetGroupArn: string;
}

/** What becomes of a request; `reason` says why nothing is exported, and is empty where something is. */
export type Planning =
	| { readonly decision: 'EXPORT'; readonly plan: ExportPlan; readonly reason: '' }
	| { readonly decision: 'REJECT'; readonly plan: null; readonly reason: string };

export interface PlanRequest {
	readonly request: unknown;
	readonly executionArn: string;
	readonly startedAt: string;
}

/** Actions and Action interactions cannot be exported. */
const exportableTypes: readonly string[] = ['INTERACTIONS', 'ITEMS', 'USERS'];

const MAX_REASON_CHARACTERS = 1_500;
const ACCEPTED =
	'needed are datasetGroupArn or datasetArns, outputPath and roleArn; options are kmsKeyArn, ingestionMode, onPartialFailure, tags, deadlineSeconds and poll';

/** Turns a request into one export job for each dataset that can be exported, or says why there is none. */
export const createPlanExports =
	(dependencies: {
		readonly listDatasets: (datasetGroupArn: string) => Promise<readonly Dataset[]>;
		/** Undefined for a dataset that does not exist. */
		readonly describeDataset: (datasetArn: string) => Promise<Dataset | undefined>;
	}) =>
	async ({ request: input, executionArn, startedAt }: PlanRequest): Promise<Planning> => {
		/** One after the other: the account has one request a second. */
		const describeEach = async (datasetArns: readonly string[]) => {
			const datasets: Dataset[] = [];
			for (const datasetArn of new Set(datasetArns)) {
				const dataset = await dependencies.describeDataset(datasetArn);
				if (!dataset) return { missing: datasetArn };
				datasets.push(dataset);
			}
			return datasets;
		};

		const parsed = exportRequest.safeParse(input);
		if (!parsed.success) return reject(`${formatProblems(parsed.error)}; ${ACCEPTED}`);
		const request = parsed.data;

		const found = request.datasetGroupArn
			? await dependencies.listDatasets(request.datasetGroupArn)
			: await describeEach(request.datasetArns ?? []);
		if ('missing' in found) return reject(`no dataset ${shorten(found.missing)}`);
		const datasets = found;
		const groups = [...new Set(datasets.map(({ datasetGroupArn }) => datasetGroupArn))];
		if (groups.length > 1) return reject(`the datasets belong to different groups: ${shorten(groups)}`);
		if (datasets.length === 0) return reject(`${request.datasetGroupArn} has no datasets`);

		const exportable = datasets.filter(({ datasetType }) => exportableTypes.includes(datasetType));
		const excluded = datasets.filter((dataset) => !exportable.includes(dataset)).map(exclude);
		if (exportable.length === 0)
			return reject(`none of the datasets can be exported: ${shorten(excluded.map(({ datasetType }) => datasetType))}`);

		const { deadlineSeconds, poll, onPartialFailure } = request;
		const watchOptions = {
			...(deadlineSeconds !== undefined && { deadlineSeconds }),
			...(poll && { poll }),
			AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: executionArn,
		};
		const exports = exportable.map((dataset) => planOf(dataset, request, { executionArn, startedAt }));
		return {
			decision: 'EXPORT',
			plan: { exports, excluded, watchOptions, onPartialFailure },
			reason: '',
		};
	};

const planOf = (
	{ datasetArn, datasetType }: Dataset,
	request: ExportRequest,
	{ executionArn, startedAt }: Pick<PlanRequest, 'executionArn' | 'startedAt'>,
): PlannedExport => {
	const jobName = exportName({ datasetArn, datasetType, executionArn, startedAt });
	const { outputPath, roleArn, kmsKeyArn, ingestionMode, tags } = request;
	return {
		datasetArn,
		datasetType,
		jobName,
		outputPath: `${outputPath.replace(/\/*$/, '')}/${jobName}/`,
		roleArn,
		...(kmsKeyArn && { kmsKeyArn }),
		ingestionMode,
		tags: [...tags, { tagKey: WATCHED_BY_TAG, tagValue: executionArn }],
	};
};

const exclude = ({ datasetArn, datasetType }: Dataset): ExcludedDataset => ({
	datasetArn,
	datasetType,
	reason: `Personalize exports ${exportableTypes.join(', ')} only`,
});

const reject = (reason: string): Planning => ({
	decision: 'REJECT',
	plan: null,
	reason: cutToCharacters(reason, MAX_REASON_CHARACTERS),
});
