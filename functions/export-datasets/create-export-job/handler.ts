import { plannedExport } from '#contracts/exports.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDescribingClient, describeDatasetExportJob } from '../../shared/describe-call.ts';
import { createDatasetExportJob } from './create-calls.ts';
import { createExportJob } from './create-export-job.ts';

const personalize = createDescribingClient();

export const handler = createHandler(plannedExport, async (planned, { signal, logger }) => {
	const created = await createExportJob(planned, {
		create: (job) => createDatasetExportJob(personalize, job, signal),
		describe: (arn) => describeDatasetExportJob(personalize, arn, signal),
	});
	logger.info('export job created', { ...created });
	return created;
});
