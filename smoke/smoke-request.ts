import type { Installation } from '#contracts/installation.ts';

export interface SmokeRequest {
	readonly datasetArn: string;
	/** With which Personalize writes the exports. */
	readonly roleArn: string;
	/** The S3 folder that gets a folder for each export; with its last slash. */
	readonly outputPath: string;
	/** Begins the names of the jobs. */
	readonly namePrefix: string;
	/** How long a rule may take to act; CloudTrail reports a call after some minutes. */
	readonly ruleSeconds: number;
	readonly deleteFiles: boolean;
}

/** What a smoke test does to an account, so that a person can decide. */
export const describeEffects = (
	{ datasetArn, outputPath, deleteFiles }: SmokeRequest,
	{ topic }: Installation,
): readonly string[] => [
	`creates two export jobs of all data of ${datasetArn}, below ${outputPath}; nobody can delete export jobs`,
	`has the first one watched and processed, and stops a watch of the second one; who has subscribed to ${topic} hears of both`,
	'runs the sweep once, which starts a watch for each other job that has none',
	'makes a queue, a subscription of the topic and a rule, and removes them at the end, also after Ctrl-C',
	deleteFiles
		? 'deletes the exported files at the end; records, manifest and processed dataset stay'
		: 'leaves the exported files, records, manifest and processed dataset',
	'costs less than a cent for watches, messages and requests, $0.002 for each GB that is processed, and $0.023 for each GB that is stored for a month; see the prices of Personalize for what it charges for an export',
];
