import * as z from 'zod/mini';

/** The files that one export job wrote, listed after the job became ACTIVE. */
export const manifest = z.object({
	version: z.literal(1),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	outputPath: z.string(),
	listedAt: z.iso.datetime(),
	fileCount: z.int(),
	totalBytes: z.int(),
	files: z.array(
		z.object({
			bucket: z.string(),
			key: z.string(),
			size: z.int(),
			eTag: z.string(),
			lastModified: z.iso.datetime(),
		}),
	),
	excluded: z.array(
		z.object({
			key: z.string(),
			reason: z.enum(['FOLDER_MARKER', 'MARKER_FILE', 'OLDER_THAN_THE_JOB', 'YOUNGER_THAN_THE_JOB']),
		}),
	),
});
export type Manifest = z.output<typeof manifest>;
