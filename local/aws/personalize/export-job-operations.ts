import { readS3Location } from '#functions/shared/s3-location.ts';
import { AwsError, type Operation } from '../shared/aws-json.ts';
import { arn } from '../shared/names.ts';
import type { Dataset } from './dataset-catalog.ts';
import type { ExportJob, ExportJobs } from './export-jobs.ts';
import { planJob } from './job-plan.ts';
import {
	createDatasetExportJobRequest,
	describeDatasetExportJobRequest,
	listDatasetExportJobsRequest,
	notFound,
	pageOf,
	parseRequest,
} from './requests.ts';

/** AWS allows 50 tags on a resource, although the API model lets more through. */
const MAX_TAGS = 50;
/** Our choice: AWS publishes no limit for export jobs. */
const MAX_UNFINISHED_JOBS = 100;

const describe = ({ request, ...job }: ExportJob) => ({
	jobName: request.jobName,
	datasetExportJobArn: job.datasetExportJobArn,
	datasetArn: request.datasetArn,
	// changes no file: nothing in the datasets bucket says how it was imported
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

export const createExportJobOperations = (jobs: ExportJobs, datasets: readonly Dataset[]) =>
	({
		/** Never throws `ResourceInUseException`: nothing published says when the service does. */
		CreateDatasetExportJob: (input) => {
			const request = parseRequest(createDatasetExportJobRequest, input);
			const { jobName, tags = [], datasetArn, jobOutput } = request;
			if (tags.length > MAX_TAGS) {
				throw new AwsError('TooManyTagsException', `${tags.length} tags were given, ${MAX_TAGS} are allowed.`);
			}
			if (new Set(tags.map(({ tagKey }) => tagKey)).size < tags.length) {
				throw new AwsError('InvalidInputException', 'Tag keys must be unique.');
			}
			const { path } = jobOutput.s3DataDestination;
			const destination = readS3Location(path);
			// the model's pattern lets http and https through; an export can only go to S3
			if (!destination) {
				throw new AwsError('InvalidInputException', `S3 path '${path}' is not valid: give it as s3://bucket/folder/`);
			}

			const dataset = datasets.find((known) => known.datasetArn === datasetArn);
			if (!dataset) throw notFound(datasetArn);
			if (!dataset.isExportable) {
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

		/** A dataset that does not exist has no jobs: the model names no error for it. */
		ListDatasetExportJobs: async (input) => {
			const { datasetArn, ...paging } = parseRequest(listDatasetExportJobsRequest, input);
			const listed = jobs.newestFirst().filter((job) => !datasetArn || job.request.datasetArn === datasetArn);
			const { page, nextToken } = pageOf(`jobs ${datasetArn}`, listed, ({ sequence }) => -sequence, paging);
			await Promise.all(page.map(jobs.settle));
			return { datasetExportJobs: page.map(summarize), nextToken };
		},
	}) satisfies Record<string, Operation>;
