import { type ExportRequest, exportRequest } from '#contracts/export-request.ts';
import type { ExcludedDataset, ExportPlan, PlannedExport } from '#contracts/exports.ts';
import type { Scope } from '#contracts/scope.ts';
import { datasetTypes } from '#contracts/vocabulary.ts';
import type { WatchDefaults } from '#contracts/watch-defaults.ts';
import { isOfGroups } from '../../shared/outside-scope.ts';
import { formatProblems } from '../../shared/problems.ts';
import { cutToCharacters, shorten } from '../../shared/text.ts';
import { findOptionsProblem, withDefaults } from '../../shared/watch-defaults.ts';
import { exportName } from './export-name.ts';
import { findPlanProblem } from './plan-problem.ts';

export interface Dataset {
	readonly datasetArn: string;
	/** In capitals, as `INTERACTIONS`. */
	readonly datasetType: string;
	readonly datasetGroupArn: string;
}

/** The answer to a request; `reason` says why nothing is exported. */
export type Planning =
	| { readonly decision: 'EXPORT'; readonly plan: ExportPlan; readonly reason: '' }
	| { readonly decision: 'REJECT'; readonly plan: Record<string, never>; readonly reason: string };

export interface PlanRequest {
	readonly request: unknown;
	readonly executionArn: string;
	readonly startedAt: string;
}

interface Dependencies {
	/** The keys that whoever writes and reads the files may use. */
	readonly keyArns: readonly string[];
	/** Of the watches that follow the jobs. */
	readonly defaults: WatchDefaults;
	readonly scope: Scope;
	readonly listDatasets: (datasetGroupArn: string) => Promise<readonly Dataset[]>;
	/** Undefined for a dataset that does not exist. */
	readonly describeDataset: (datasetArn: string) => Promise<Dataset | undefined>;
}

const MAX_REASON_CHARACTERS = 1_500;
const ACCEPTED =
	'required are datasetGroupArn or datasetArns, outputPath and roleArn; optional are kmsKeyArn, ingestionMode, onPartialFailure, tags, deadlineSeconds and poll';

/** Turns a request into one export job for each dataset that can be exported, or says why there is none. */
export const planExports = async (
	{ request: input, ...execution }: PlanRequest,
	dependencies: Dependencies,
): Promise<Planning> => {
	const parsed = exportRequest.safeParse(input, { reportInput: true });
	if (!parsed.success) return reject(`${formatProblems(parsed.error)}; ${ACCEPTED}`);
	const request = parsed.data;
	const { kmsKeyArn, deadlineSeconds, poll, onPartialFailure } = request;
	const optionsProblem = findOptionsProblem(withDefaults({ deadlineSeconds, poll }, dependencies.defaults));
	if (optionsProblem) return reject(optionsProblem);
	if (kmsKeyArn !== undefined && !dependencies.keyArns.includes(kmsKeyArn)) {
		return reject(
			`kmsKeyArn ${shorten(kmsKeyArn)} is a key that nobody may use here: leave it out, for the key of the bucket, or deploy with the key in exportKeys; allowed are ${shorten(dependencies.keyArns)}`,
		);
	}

	const outside = findOutside(request, dependencies.scope);
	if (outside) {
		return reject(
			`${shorten(outside)} is outside the scope of this ExportWatch, which exports datasets of ${shorten(dependencies.scope.datasetGroupArns)}`,
		);
	}

	const datasets = await findDatasets(request, dependencies);
	if ('missing' in datasets) return reject(`no dataset ${shorten(datasets.missing)}`);
	const groups = [...new Set(datasets.map(({ datasetGroupArn }) => datasetGroupArn))];
	if (groups.length > 1) return reject(`the datasets belong to different groups: ${shorten(groups)}`);
	if (datasets.length === 0) return reject(`${request.datasetGroupArn} has no datasets`);

	const exportable = datasets.filter(isExportable);
	const excluded = datasets.filter((dataset) => !isExportable(dataset)).map(exclude);
	if (exportable.length === 0)
		return reject(`none of the datasets can be exported: ${shorten(excluded.map(({ datasetType }) => datasetType))}`);

	const watchOptions = {
		...(deadlineSeconds !== undefined && { deadlineSeconds }),
		...(poll && { poll }),
		AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: execution.executionArn,
	};
	const exports = exportable.map((dataset) =>
		planExport(dataset, request, { ...execution, namePrefix: dependencies.scope.jobNamePrefix ?? '' }),
	);
	const plan = { exports, excluded, watchOptions, onPartialFailure };
	const problem = findPlanProblem(plan);
	return problem ? reject(problem) : { decision: 'EXPORT', plan, reason: '' };
};

/** What may be created is limited, too: the jobs of another scope have another ExportWatch, and this one's role creates none. */
const findOutside = (
	{ datasetGroupArn, datasetArns = [] }: ExportRequest,
	{ datasetGroupArns }: Scope,
): string | undefined => {
	if (!datasetGroupArns) return undefined;
	if (datasetGroupArn) return datasetGroupArns.includes(datasetGroupArn) ? undefined : datasetGroupArn;
	return datasetArns.find((datasetArn) => !isOfGroups(datasetArn, datasetGroupArns));
};

const findDatasets = async (
	{ datasetGroupArn, datasetArns = [] }: ExportRequest,
	{ listDatasets, describeDataset }: Dependencies,
): Promise<readonly Dataset[] | { readonly missing: string }> => {
	if (datasetGroupArn) return listDatasets(datasetGroupArn);
	const datasets: Dataset[] = [];
	// One after the other: the account has one request a second.
	for (const datasetArn of new Set(datasetArns)) {
		const dataset = await describeDataset(datasetArn);
		if (!dataset) return { missing: datasetArn };
		datasets.push(dataset);
	}
	return datasets;
};

const isExportable = ({ datasetType }: Dataset): boolean =>
	datasetTypes.some((exportable) => exportable === datasetType);

const planExport = (
	{ datasetArn, datasetType }: Dataset,
	{ outputPath, roleArn, kmsKeyArn, ingestionMode, tags }: ExportRequest,
	naming: Omit<PlanRequest, 'request'> & { readonly namePrefix: string },
): PlannedExport => {
	const jobName = exportName({ datasetArn, datasetType, ...naming });
	return {
		datasetArn,
		datasetType,
		jobName,
		outputPath: `${outputPath}${outputPath.endsWith('/') ? '' : '/'}${jobName}/`,
		roleArn,
		...(kmsKeyArn && { kmsKeyArn }),
		ingestionMode,
		tags,
	};
};

const exclude = ({ datasetArn, datasetType }: Dataset): ExcludedDataset => ({
	datasetArn,
	datasetType,
	reason: `Personalize exports ${datasetTypes.join(', ')} only`,
});

const reject = (reason: string): Planning => ({
	decision: 'REJECT',
	plan: {},
	reason: cutToCharacters(reason.toWellFormed(), MAX_REASON_CHARACTERS),
});
