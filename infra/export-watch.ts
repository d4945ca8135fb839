import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { admitServicesToKey } from './access/key-access.ts';
import { createAdoptExports, createRecordStoppedWatch } from './caretakers.ts';
import { Catalog } from './catalog/catalog.ts';
import { createExportSteps, grantRunToEnd } from './export-datasets.ts';
import type { FunctionDefaults, HandlerFunction } from './handler-function.ts';
import { createAlarms } from './operations/alarms.ts';
import { createDashboard } from './operations/dashboard.ts';
import { ExportWatchMetrics } from './operations/metrics.ts';
import { type DatasetEvent, datasetEventPattern, type OutcomeEvent, outcomeEventPattern } from './outcome-events.ts';
import { createProcessingSteps } from './process-export.ts';
import type { ExportWatchProps } from './props/export-watch-props.ts';
import { refuseBadProps } from './props/refuse-bad-props.ts';
import { watchDefaultsOf } from './props/watch-defaults.ts';
import { addStartRules, addStoppedRule, addSweep } from './rules.ts';
import { createStores } from './stores/stores.ts';
import { createWatchSteps } from './watch-export.ts';
import { Workflow } from './workflow.ts';

/**
 * Watches every Amazon Personalize dataset export job of the account and Region to its end, and acts on how it ended.
 * One to an account and Region: two would both be started by the same API calls.
 */
export class ExportWatch extends Construct {
	/** WatchExport: one execution watches one job. */
	readonly stateMachine: StateMachine;
	/** ExportDatasets: exports the datasets of a group and watches every job. */
	readonly exportDatasets: StateMachine;
	readonly processingStateMachine: IStateMachine;
	/** ProcessExport: makes a dataset of an export's files. None where a team processes by a machine of its own. */
	readonly processExport: StateMachine | undefined;
	/** Where ProcessExport puts datasets. */
	readonly processedBucket: IBucket | undefined;
	/** Tables over the datasets; only where asked for. */
	readonly catalog: Catalog | undefined;
	readonly recordsTable: ITable;
	readonly topic: ITopic;
	readonly manifestBucket: IBucket;
	readonly exportBuckets: readonly IBucket[];
	readonly exportRoles: readonly IRole[];
	/** Events that could not be delivered. */
	readonly deadLetters: IQueue;
	/** Every function by its name, as `DescribeExportJob`. */
	readonly functions: Readonly<Record<string, HandlerFunction>>;
	readonly metrics = new ExportWatchMetrics();

	constructor(scope: Construct, id: string, props: ExportWatchProps = {}) {
		super(scope, id);
		refuseBadProps(this, props);
		const { encryptionKey } = props;
		const defaults: FunctionDefaults = {
			encryptionKey,
			logRetention: props.retention?.logs ?? RetentionDays.THREE_MONTHS,
		};
		if (encryptionKey) admitServicesToKey(encryptionKey);

		const stores = createStores(this, props);
		const { recordsTable, topic, manifestBucket, exportBuckets, exportRoles, deadLetters } = stores;
		const { processedBucket } = stores;
		const processingSteps =
			processedBucket && createProcessingSteps(this, defaults, stores, processedBucket, props.processing);
		const processExport =
			processingSteps && new Workflow(this, 'ProcessExport', defaults, { functions: processingSteps });
		if (processedBucket && props.catalog) this.catalog = new Catalog(this, 'Catalog', processedBucket, props.catalog);
		const processingStateMachine = props.processingStateMachine ?? (processExport as Workflow);

		const watchSteps = createWatchSteps(this, defaults, {
			...stores,
			processingStateMachine,
			watchDefaults: watchDefaultsOf(props),
		});
		const watchExport = new Workflow(this, 'WatchExport', defaults, {
			functions: watchSteps,
		});
		addStartRules(this, watchExport, deadLetters);

		const exportSteps = createExportSteps(this, defaults, stores);
		const exportDatasets = new Workflow(this, 'ExportDatasets', defaults, {
			functions: exportSteps,
			substitutions: { WatchExportStateMachineArn: watchExport.stateMachineArn },
		});
		grantRunToEnd(exportDatasets, watchExport);

		const lookBack = props.adoptLookBack ?? Duration.hours(48);
		const AdoptExports = createAdoptExports(this, defaults, watchExport, stores, lookBack);
		addSweep(this, AdoptExports, deadLetters);
		const RecordStoppedWatch = createRecordStoppedWatch(this, defaults, watchExport, stores);
		addStoppedRule(this, watchExport, RecordStoppedWatch, deadLetters);

		this.stateMachine = watchExport;
		this.exportDatasets = exportDatasets;
		this.processingStateMachine = processingStateMachine;
		this.recordsTable = recordsTable;
		this.topic = topic;
		this.manifestBucket = manifestBucket;
		this.exportBuckets = exportBuckets;
		this.exportRoles = exportRoles;
		this.deadLetters = deadLetters;
		this.processExport = processExport;
		this.processedBucket = processedBucket;
		this.functions = { ...watchSteps, ...exportSteps, ...processingSteps, AdoptExports, RecordStoppedWatch };

		createAlarms(this, props);
		createDashboard(this);
	}

	/** To start a watch, as an upstream workflow or a person does. */
	grantStartExecution(grantee: IGrantable): Grant {
		return this.stateMachine.grantStartExecution(grantee);
	}

	/** The events on the default bus that tell these outcomes; without any, all of them. */
	outcomeEventPattern(...outcomes: readonly OutcomeEvent[]): EventPattern {
		return outcomeEventPattern(...outcomes);
	}

	/** The events on the default bus that tell of datasets of ProcessExport, ready or failed; without any, both. */
	datasetEventPattern(...outcomes: readonly DatasetEvent[]): EventPattern {
		return datasetEventPattern(...outcomes);
	}
}
