import * as z from 'zod/mini';
import { failureCategory } from './export-job-record.ts';
import { outcome } from './watch.ts';

/** How a watch ended: the message on the topic for machines, and the `detail` of the event on the bus. */
export const outcomeNotification = z.object({
	notificationId: z.string().check(z.describe('the same in every repetition: event and message come at least once')),
	outcome,
	actionsFailed: z
		.boolean()
		.check(
			z.describe(
				'the export succeeded, but its record, its notification, the start of its processing or an action of the team failed',
			),
		),
	headline: z.string(),
	text: z.string().check(z.describe('the message for people')),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	status: z.optional(z.string()),
	reason: z.optional(z.string()),
	category: z.optional(failureCategory),
	remedy: z.optional(z.string()),
	outputPath: z.optional(z.string()),
	creationDateTime: z.optional(z.iso.datetime()),
	lastUpdatedDateTime: z.optional(z.iso.datetime()),
	durationSeconds: z.optional(z.number()),
	detectionSeconds: z.optional(z.number()),
	polls: z.int(),
	executionArn: z.string(),
	executionUrl: z.string(),
	isReplay: z.boolean(),
	foundLate: z.boolean().check(z.describe('the job ended before anybody watched it')),
});
export type OutcomeNotification = z.output<typeof outcomeNotification>;
