import type { Context } from 'aws-lambda';
import { DEFAULT_INSTANCE } from '#contracts/installation.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import {
	ADOPT_LOOK_BACK_HOURS,
	AWS_CONSOLE,
	DATASETS_FOLDER,
	duckdbEnvironment,
	EVENT_BUS_NAME,
	processingDefaults,
	watchOptionBounds,
} from '#contracts/vocabulary.ts';
import { settings as concludeExports } from '#functions/export-datasets/conclude-exports/settings.ts';
import { settings as createExportJob } from '#functions/export-datasets/create-export-job/settings.ts';
import { settings as notifyStoppedExports } from '#functions/export-datasets/notify-stopped-exports/settings.ts';
import { settings as planExports } from '#functions/export-datasets/plan-exports/settings.ts';
import { settings as summariseExport } from '#functions/export-datasets/summarise-export/settings.ts';
import { settings as concludeProcessing } from '#functions/process-export/conclude-processing/settings.ts';
import { settings as convertFiles } from '#functions/process-export/convert-files/settings.ts';
import { settings as planBatches } from '#functions/process-export/plan-batches/settings.ts';
import { settings as publishDataset } from '#functions/process-export/publish-dataset/settings.ts';
import { settings as recordStoppedProcessing } from '#functions/process-export/record-stopped-processing/settings.ts';
import { type Environment, type FunctionSettings, functionNameOf } from '#functions/shared/function-settings.ts';
import { settings as acceptTrigger } from '#functions/watch-export/accept-trigger/settings.ts';
import { settings as adoptExports } from '#functions/watch-export/adopt-exports/settings.ts';
import { settings as describeExportJob } from '#functions/watch-export/describe-export-job/settings.ts';
import { settings as notifyOutcome } from '#functions/watch-export/notify-outcome/settings.ts';
import { settings as recordOutcome } from '#functions/watch-export/record-outcome/settings.ts';
import { settings as recordStoppedWatch } from '#functions/watch-export/record-stopped-watch/settings.ts';
import { settings as startProcessing } from '#functions/watch-export/start-processing/settings.ts';
import { arn, buckets, exportKeyArn, stateMachineArnOf, tableName, topicName } from '../shared/names.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** A function as it would be deployed. */
export interface FunctionSpec {
	readonly settings: FunctionSettings;
	readonly load: () => Promise<{ readonly handler: unknown }>;
	readonly environment: Readonly<Record<string, string>>;
}

const define = <Variable extends string>(
	settings: FunctionSettings<Variable>,
	load: FunctionSpec['load'],
	environment: Environment<Variable>,
): readonly [string, FunctionSpec] => [functionNameOf(settings), { settings, load, environment }];

/** Every job; `startEmbeddedAws` can limit it. */
const WHOLE_SCOPE = '{}';
const watchDefaults = {
	WATCH_DEFAULTS: JSON.stringify({
		deadlineSeconds: watchOptionBounds.deadlineSeconds.default,
		minSeconds: watchOptionBounds.minSeconds.default,
		maxSeconds: watchOptionBounds.maxSeconds.default,
	}),
};
/** None; `startEmbeddedAws` can bring some. */
const NO_ACTIONS = JSON.stringify({ onSuccess: {}, onFailure: {} } satisfies OwnActions);
const processedPath = { PROCESSED_PATH: `s3://${buckets.processed}/${DATASETS_FOLDER}` };

/** Every function by its name. */
export const functionSpecs: Readonly<Record<string, FunctionSpec>> = Object.fromEntries([
	define(acceptTrigger, () => import('#functions/watch-export/accept-trigger/handler.ts'), {
		...watchDefaults,
		WATCH_SCOPE: WHOLE_SCOPE,
	}),
	define(describeExportJob, () => import('#functions/watch-export/describe-export-job/handler.ts'), {}),
	define(recordOutcome, () => import('#functions/watch-export/record-outcome/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		INSTANCE_NAME: DEFAULT_INSTANCE,
		OWN_ACTIONS: NO_ACTIONS,
	}),
	define(notifyOutcome, () => import('#functions/watch-export/notify-outcome/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		OUTCOMES_TOPIC_ARN: arn('sns', topicName),
		EVENT_BUS_NAME,
		LINKED_CONSOLE: AWS_CONSOLE,
		OWN_ACTIONS: NO_ACTIONS,
	}),
	define(startProcessing, () => import('#functions/watch-export/start-processing/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		MANIFEST_BUCKET: buckets.manifests,
		PROCESSING_STATE_MACHINE_ARN: stateMachineArnOf('ProcessExport'),
	}),
	define(planExports, () => import('#functions/export-datasets/plan-exports/handler.ts'), {
		EXPORT_KEY_ARNS: JSON.stringify([exportKeyArn]),
		...watchDefaults,
		WATCH_SCOPE: WHOLE_SCOPE,
	}),
	define(createExportJob, () => import('#functions/export-datasets/create-export-job/handler.ts'), {}),
	define(summariseExport, () => import('#functions/export-datasets/summarise-export/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
	}),
	define(concludeExports, () => import('#functions/export-datasets/conclude-exports/handler.ts'), {}),
	define(planBatches, () => import('#functions/process-export/plan-batches/handler.ts'), {
		...processedPath,
		BATCHES_AT_ONCE: String(processingDefaults.batchesAtOnce),
	}),
	define(convertFiles, () => import('#functions/process-export/convert-files/handler.ts'), {
		...processedPath,
		...duckdbEnvironment(convertFiles),
	}),
	define(publishDataset, () => import('#functions/process-export/publish-dataset/handler.ts'), {
		...processedPath,
		...duckdbEnvironment(publishDataset),
		TOLERATED_REJECT_SHARE: String(processingDefaults.toleratedRejectShare),
		PROFILE_VALUES: String(processingDefaults.profileValues),
	}),
	define(concludeProcessing, () => import('#functions/process-export/conclude-processing/handler.ts'), {
		...processedPath,
		EXPORT_JOBS_TABLE: tableName,
		OUTCOMES_TOPIC_ARN: arn('sns', topicName),
		EVENT_BUS_NAME,
	}),
	define(recordStoppedWatch, () => import('#functions/watch-export/record-stopped-watch/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		WATCH_EXPORT_STATE_MACHINE_ARN: stateMachineArnOf('WatchExport'),
		OUTCOMES_TOPIC_ARN: arn('sns', topicName),
		EVENT_BUS_NAME,
		LINKED_CONSOLE: AWS_CONSOLE,
		INSTANCE_NAME: DEFAULT_INSTANCE,
		OWN_ACTIONS: NO_ACTIONS,
	}),
	define(notifyStoppedExports, () => import('#functions/export-datasets/notify-stopped-exports/handler.ts'), {
		EXPORT_DATASETS_STATE_MACHINE_ARN: stateMachineArnOf('ExportDatasets'),
		OUTCOMES_TOPIC_ARN: arn('sns', topicName),
		EVENT_BUS_NAME,
	}),
	define(recordStoppedProcessing, () => import('#functions/process-export/record-stopped-processing/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		PROCESS_EXPORT_STATE_MACHINE_ARN: stateMachineArnOf('ProcessExport'),
		OUTCOMES_TOPIC_ARN: arn('sns', topicName),
		EVENT_BUS_NAME,
	}),
	define(adoptExports, () => import('#functions/watch-export/adopt-exports/handler.ts'), {
		EXPORT_JOBS_TABLE: tableName,
		WATCH_EXPORT_STATE_MACHINE_ARN: stateMachineArnOf('WatchExport'),
		ADOPT_LOOK_BACK_HOURS: String(ADOPT_LOOK_BACK_HOURS),
		WATCH_SCOPE: WHOLE_SCOPE,
		INSTANCE_NAME: DEFAULT_INSTANCE,
	}),
]);
