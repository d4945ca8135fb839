import type * as z from 'zod/mini';
import type { exportRequest } from '#contracts/export-request.ts';
import type { Installation } from '#contracts/installation.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { WatchOptions } from '#contracts/watch-options.ts';
import type { Sweep } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import type { Finding } from './examine/finding.ts';
import type { Execution } from './executions.ts';
import type { GroupExport } from './export-datasets.ts';
import type { Batch } from './list-batches.ts';
import type { ListedExecution } from './list-executions.ts';
import type { QueryResult } from './query-dataset.ts';
import type { Dataset } from './read-documents.ts';
import type { Watch } from './read-watch.ts';
import type { WatchFilter, WatchList } from './watches.ts';

/**
 * What can be asked of an ExportWatch and done with it, on AWS and on the embedded AWS alike. `connect` makes one.
 *
 * A `job` is the name or the ARN of a dataset export job. Every operation throws the errors of `errors.ts`, whose messages
 * are for people, and else the errors of the SDK.
 */
export interface Exportwatch {
	readonly installation: Installation;

	/**
	 * Watches that run and watches that have ended. Ended ones take a query for each outcome. A running one takes two
	 * or three requests when it is first seen, and one after each of its polls: what the next poll cannot have changed is kept.
	 */
	readonly listWatches: (filter: WatchFilter) => Promise<WatchList>;

	/**
	 * All about one watch: of a job, the running one or the one that owns the record; or the one of this execution ARN.
	 *
	 * @throws WatchNotFound; JobNotFound, with export jobs of such a name; NoJobWatched if the execution watches no job
	 */
	readonly readWatch: (jobOrExecution: string) => Promise<Watch>;

	/** The watch now and after each change, until it has ended. */
	readonly followWatch: (jobOrExecution: string, signal?: AbortSignal) => AsyncIterable<Watch>;

	/**
	 * Starts a watch under a name that begins with the job's. With `{ replay: true }` it records, notifies and processes
	 * again.
	 *
	 * @throws JobNotFound, with export jobs of such a name; BadRequest for options that the contract refuses
	 * @returns the ARN of the execution
	 */
	readonly startWatch: (job: string, options?: WatchOptions) => Promise<string>;

	/**
	 * Stops every running watch of the job; the job itself goes on. The outcome becomes `BROKEN`, with the cause in its reason.
	 *
	 * @throws NotRunning, JobNotFound
	 * @returns the ARNs of the stopped executions
	 */
	readonly stopWatch: (job: string, cause: string) => Promise<readonly string[]>;

	/**
	 * Starts ExportDatasets: exports datasets and watches each job.
	 *
	 * @throws BadRequest for what the contract refuses
	 * @returns the ARN of the execution
	 */
	readonly startExport: (request: z.input<typeof exportRequest>) => Promise<string>;

	/** An execution of ExportDatasets with the jobs that it has created. */
	readonly readExport: (executionArn: string) => Promise<GroupExport>;

	/** The same now and after each change, until it has ended. */
	readonly followExport: (executionArn: string, signal?: AbortSignal) => AsyncIterable<GroupExport>;

	/** Runs AdoptExports once: it starts a watch for each job that nobody watches. */
	readonly adoptExports: () => Promise<Sweep>;

	/** The newest executions of a workflow, at most 1,000. */
	readonly listExecutions: (
		workflow: keyof Installation['stateMachines'],
		limit: number,
	) => Promise<readonly ListedExecution[]>;

	/** Looks at the account for what would let an export go unnoticed, or fail. */
	readonly examineAccount: () => Promise<readonly Finding[]>;

	/** Any execution of the installation, such as a processing run. */
	readonly readExecution: (executionArn: string) => Promise<Execution>;

	/** The batches of a processing run, at most `limit` (1,000). */
	readonly listBatches: (run: Pick<Execution, 'visits'>, limit: number) => Promise<readonly Batch[]>;

	/** The definition that an execution began with, as JSON. */
	readonly readDefinition: (executionArn: string) => Promise<string>;

	/** The list of the files that the job wrote. @throws NotThere if it has no manifest */
	readonly readManifest: (job: string) => Promise<Manifest>;

	/** The processed dataset of the job. @throws NotThere if it has none */
	readonly readDataset: (job: string) => Promise<Dataset>;

	/**
	 * Asks DuckDB about the processed dataset of the job, which is the view `dataset`. Its files are fetched to a temporary
	 * folder; the statement can read nothing else.
	 *
	 * @throws NotThere if it has none; QueryFailed with the message of DuckDB
	 */
	readonly queryDataset: (job: string, sql: string, options: { readonly maxRows: number }) => Promise<QueryResult>;
}
