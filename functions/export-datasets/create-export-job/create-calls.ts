import {
	CreateDatasetExportJobCommand,
	type PersonalizeClient,
	PersonalizeServiceException,
} from '@aws-sdk/client-personalize';
import * as z from 'zod/mini';
import type { PlannedExport } from '#contracts/exports.ts';
import { callAws, readAnswer } from '../../shared/aws-calls.ts';
import { CreateRefused, DatasetBusy, ExportQuotaReached } from '../errors.ts';

const created = z.object({ datasetExportJobArn: z.string() });

/**
 * Calls CreateDatasetExportJob.
 *
 * @returns the ARN, or undefined if a job of that name exists
 * @throws DatasetBusy, ExportQuotaReached, CreateRefused, ServiceThrottled, ServiceUnavailable
 */
export const createDatasetExportJob = async (
	personalize: PersonalizeClient,
	{ jobName, datasetArn, ingestionMode, roleArn, outputPath, kmsKeyArn, tags }: PlannedExport,
	abortSignal: AbortSignal,
): Promise<string | undefined> => {
	const create = new CreateDatasetExportJobCommand({
		jobName,
		datasetArn,
		ingestionMode,
		roleArn,
		jobOutput: { s3DataDestination: { path: outputPath, ...(kmsKeyArn && { kmsKeyArn }) } },
		tags,
	});
	return callAws('Personalize CreateDatasetExportJob', async () => {
		try {
			return readAnswer(created, await personalize.send(create, { abortSignal })).datasetExportJobArn;
		} catch (error) {
			return asOwnError(error, jobName);
		}
	});
};

const asOwnError = (error: unknown, jobName: string): undefined => {
	if (!(error instanceof PersonalizeServiceException) || typeof error.message !== 'string') throw error;
	switch (error.name) {
		case 'ResourceAlreadyExistsException':
			return undefined;
		case 'ResourceInUseException':
			throw new DatasetBusy(jobName, error);
		case 'LimitExceededException':
			throw new ExportQuotaReached(jobName, error);
		case 'InvalidInputException':
		case 'ResourceNotFoundException':
		case 'TooManyTagsException':
		case 'AccessDeniedException':
			throw new CreateRefused(jobName, error);
		default:
			throw error;
	}
};
