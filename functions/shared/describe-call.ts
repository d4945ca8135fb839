import { DescribeDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import type { HttpResponse } from '@smithy/core/protocols';
import * as z from 'zod/mini';
import { type DatasetExportJob, datasetExportJob } from '#contracts/watch.ts';
import { callAws, clientSettings } from './aws-calls.ts';
import { DatasetExportJobNotFound, DescribeRefused } from './errors.ts';
import { fittingPart } from './fitting-part.ts';
import { readBody } from './foreign-answers.ts';

/** One attempt: the workflow retries with jitter, and a retry here would use up the account's one request a second. */
export const createDescribingClient = (): PersonalizeClient =>
	new PersonalizeClient({ ...clientSettings, maxAttempts: 1 });

/**
 * The job as Personalize describes it. What is missing or has a wrong type stays out.
 *
 * @throws DatasetExportJobNotFound, DescribeRefused, ServiceThrottled, ServiceUnavailable
 */
export const describeDatasetExportJob = async (
	personalize: PersonalizeClient,
	datasetExportJobArn: string,
	abortSignal: AbortSignal,
): Promise<DatasetExportJob> => {
	const command = new DescribeDatasetExportJobCommand({ datasetExportJobArn });
	command.middlewareStack.add(
		(next) => async (args) => {
			const result = await next(args);
			await leaveOutWrongFields(result.response as HttpResponse);
			return result;
		},
		{ step: 'deserialize', priority: 'low' },
	);
	try {
		const answer = await callAws('Personalize DescribeDatasetExportJob', () =>
			personalize.send(command, { abortSignal }),
		);
		return datasetExportJob.parse(asJson(answer.datasetExportJob ?? {}));
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		if (error.name === 'ResourceNotFoundException') throw new DatasetExportJobNotFound(datasetExportJobArn, error);
		if (refusals.has(error.name)) throw new DescribeRefused(datasetExportJobArn, error);
		throw error;
	}
};

const refusals: ReadonlySet<string> = new Set([
	'InvalidInputException',
	'AccessDeniedException',
	'ValidationException',
]);

/** Until the end of the year 9999: ISO 8601 has no plain form for later times. */
const epochSeconds = z.optional(z.number().check(z.minimum(0), z.maximum(253_402_300_799)));

const describedJob = z.object({
	datasetExportJob: z.optional(
		z.extend(datasetExportJob, { creationDateTime: epochSeconds, lastUpdatedDateTime: epochSeconds }),
	),
});

/** Before the SDK reads the answer, because it fails at a time that is no number and lets other wrong types pass. */
const leaveOutWrongFields = async (response: HttpResponse): Promise<void> => {
	if (response.statusCode !== 200) return;
	const answer = parseJson((await readBody(response)).toString());
	if (answer !== undefined) response.body = Buffer.from(JSON.stringify(fittingPart(describedJob, answer)));
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Times become ISO 8601. */
const asJson = (job: object): unknown => JSON.parse(JSON.stringify(job));
