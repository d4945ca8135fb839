import { AwsError, type Operation } from '../aws-json.ts';
import { arn } from '../names.ts';
import { createRequestParser } from '../parse-request.ts';
import type { ExportJob, ExportJobs } from './export-jobs.ts';
import { planJob } from './job-plan.ts';
import { notFound } from './not-found.ts';
import { paginate } from './paginate.ts';
import {
	createDatasetExportJobRequest,
	describeDatasetExportJobRequest,
	listDatasetExportJobsRequest,
} from './requests.ts';
import { parseS3Destination } from './s3-destination.ts';
import { datasets } from './simulated-datasets.ts';

const parseRequest = createRequestParser('InvalidInputException');

/** AWS allows this many tags on a resource; the API model lets through more. */
const MAX_TAGS = 50;
/** How many jobs may be pending or in progress at once is not published: the simulator's choice. */
const MAX_UNFINISHED_JOBS = 100;

const describe = ({ request, ...job }: ExportJob) => ({
	jobName: request.jobName,
	datasetExportJobArn: job.datasetExportJobArn,
	datasetArn: request.datasetArn,
	// recorded, and nothing else: what lies in the datasets bucket does not say how it was imported
	ingestionMode: request.ingestionMode ?? 'PUT',
	roleArn: request.roleArn,
	status: job.status,
	jobOutput: request.jobOutput,
	creationDateTime: job.creationDateTime,
	lastUpdatedDateTime: job.lastUpdatedDateTime,
	failureReason: job.failureReason,
});

const summarize = (job: ExportJob) => ({
	datasetExportJobArn: job.datasetExportJobArn,
	jobName: job.request.jobName,
	status: job.status,
	creationDateTime: job.creationDateTime,
	lastUpdatedDateTime: job.lastUpdatedDateTime,
	failureReason: job.failureReason,
});

export const createExportJobOperations = (jobs: ExportJobs) =>
	({
		/** `ResourceInUseException` is never thrown: the model names it, and nothing published says when it comes. */
		CreateDatasetExportJob: (input) => {
			const request = parseRequest(createDatasetExportJobRequest, input);
			const { jobName, tags = [], datasetArn, jobOutput } = request;
			if (tags.length > MAX_TAGS) {
				throw new AwsError('TooManyTagsException', `${tags.length} tags were given, ${MAX_TAGS} are allowed.`);
			}
			if (new Set(tags.map(({ tagKey }) => tagKey)).size < tags.length) {
				throw new AwsError('InvalidInputException', 'Tag keys must be unique.');
			}
			const destination = parseS3Destination(jobOutput.s3DataDestination.path);

			const dataset = datasets.find((known) => known.datasetArn === datasetArn);
			if (!dataset) throw notFound(datasetArn);
			if (!dataset.exportable) {
				throw new AwsError('InvalidInputException', `A dataset of type ${dataset.datasetType} cannot be exported.`);
			}
			const plan = planJob(tags, dataset.datasetType, destination.bucket);

			const datasetExportJobArn = arn('personalize', `dataset-export-job/${jobName}`);
			if (jobs.find(datasetExportJobArn)) {
				throw new AwsError(
					'ResourceAlreadyExistsException',
					`Another resource with Arn ${datasetExportJobArn} already exists.`,
				);
			}
			if (jobs.countUnfinished() >= MAX_UNFINISHED_JOBS) {
				throw new AwsError(
					'LimitExceededException',
					`More than ${MAX_UNFINISHED_JOBS} dataset export jobs are pending or in progress.`,
				);
			}

			jobs.add({ datasetExportJobArn, request, plan, export: { dataset, destination, parts: plan.parts } });
			return { datasetExportJobArn };
		},

		DescribeDatasetExportJob: async (input) => {
			const { datasetExportJobArn } = parseRequest(describeDatasetExportJobRequest, input);
			const job = jobs.find(datasetExportJobArn);
			if (!job) throw notFound(datasetExportJobArn);
			await jobs.settle(job);
			return { datasetExportJob: describe(job) };
		},

		/** The model has no not-found here: the jobs of a dataset that does not exist are none. */
		ListDatasetExportJobs: async (input) => {
			const request = parseRequest(listDatasetExportJobsRequest, input);
			const { datasetArn } = request;
			const listed = jobs.newestFirst().filter((job) => !datasetArn || job.request.datasetArn === datasetArn);
			const { page, nextToken } = paginate(listed, (job) => job.datasetExportJobArn, request);
			await Promise.all(page.map(jobs.settle));
			return { datasetExportJobs: page.map(summarize), nextToken };
		},
	}) satisfies Record<string, Operation>;
