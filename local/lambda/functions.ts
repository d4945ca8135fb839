import type { Context } from 'aws-lambda';
import { arn, buckets, busName, stateMachineArnOf, tableName, topicName } from '../names.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** One function as it would be deployed: its handler, its own environment, and how long it may run. */
export interface FunctionSpec {
	readonly load: () => Promise<{ readonly handler: unknown }>;
	readonly environment: Readonly<Record<string, string>>;
	readonly timeoutSeconds: number;
}

/** Less than the `TimeoutSeconds` of its Task, so that a slow call is reported by the function itself. */
const timeoutSeconds = 25;

/** Every function of the workflows by its name there. */
export const functionSpecs: Readonly<Record<string, FunctionSpec>> = {
	AcceptTrigger: {
		load: () => import('../../functions/accept-trigger/handler.ts'),
		environment: { WATCH_DEADLINE_SECONDS: '86400', WATCH_POLL_MIN_SECONDS: '5', WATCH_POLL_MAX_SECONDS: '1800' },
		timeoutSeconds,
	},
	DescribeExportJob: {
		load: () => import('../../functions/describe-export-job/handler.ts'),
		environment: {},
		timeoutSeconds,
	},
	RecordOutcome: {
		load: () => import('../../functions/record-outcome/handler.ts'),
		environment: { EXPORT_JOBS_TABLE: tableName },
		timeoutSeconds,
	},
	NotifyOutcome: {
		load: () => import('../../functions/notify-outcome/handler.ts'),
		environment: { OUTCOMES_TOPIC_ARN: arn('sns', topicName), EVENT_BUS_NAME: busName },
		timeoutSeconds,
	},
	StartProcessing: {
		load: () => import('../../functions/start-processing/handler.ts'),
		environment: {
			EXPORT_JOBS_TABLE: tableName,
			MANIFEST_BUCKET: buckets.manifests,
			PROCESSING_STATE_MACHINE_ARN: stateMachineArnOf('ProcessExport'),
		},
		timeoutSeconds: 290,
	},
	PlanExports: {
		load: () => import('../../functions/plan-exports/handler.ts'),
		environment: {},
		timeoutSeconds: 55,
	},
	CreateExportJob: {
		load: () => import('../../functions/create-export-job/handler.ts'),
		environment: {},
		timeoutSeconds,
	},
	SummariseExport: {
		load: () => import('../../functions/summarise-export/handler.ts'),
		environment: { EXPORT_JOBS_TABLE: tableName },
		timeoutSeconds,
	},
	ConcludeExports: {
		load: () => import('../../functions/conclude-exports/handler.ts'),
		environment: {},
		timeoutSeconds,
	},
	PlanBatches: {
		load: () => import('../../functions/plan-batches/handler.ts'),
		environment: { PROCESSED_PATH: `s3://${buckets.processed}/datasets/` },
		timeoutSeconds: 890,
	},
	ConvertFiles: {
		load: () => import('../../functions/convert-files/handler.ts'),
		environment: { DUCKDB_MEMORY_MB: '1000' },
		timeoutSeconds: 890,
	},
	PublishDataset: {
		load: () => import('../../functions/publish-dataset/handler.ts'),
		environment: { DUCKDB_MEMORY_MB: '1000', TOLERATED_REJECT_SHARE: '0.001', PROFILE_VALUES: 'true' },
		timeoutSeconds: 890,
	},
	ConcludeProcessing: {
		load: () => import('../../functions/conclude-processing/handler.ts'),
		environment: { EXPORT_JOBS_TABLE: tableName, OUTCOMES_TOPIC_ARN: arn('sns', topicName), EVENT_BUS_NAME: busName },
		timeoutSeconds: 890,
	},
	RecordStoppedWatch: {
		load: () => import('../../functions/record-stopped-watch/handler.ts'),
		environment: {
			EXPORT_JOBS_TABLE: tableName,
			OUTCOMES_TOPIC_ARN: arn('sns', topicName),
			EVENT_BUS_NAME: busName,
		},
		timeoutSeconds,
	},
	AdoptExports: {
		load: () => import('../../functions/adopt-exports/handler.ts'),
		environment: {
			EXPORT_JOBS_TABLE: tableName,
			WATCH_EXPORT_STATE_MACHINE_ARN: stateMachineArnOf('WatchExport'),
			ADOPT_LOOK_BACK_HOURS: '48',
		},
		timeoutSeconds: 900,
	},
};

export const functionArnOf = (name: string): string => arn('lambda', `function:${name}`);
