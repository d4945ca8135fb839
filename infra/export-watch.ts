import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LAMBDA_RECOGNIZE_LAYER_VERSION } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import {
	type DatasetEvent,
	datasetDetailTypes,
	EVENT_SOURCE,
	type OutcomeEvent,
	outcomeDetailTypes,
} from '#contracts/vocabulary.ts';
import { admitServicesToKey } from './access/key-access.ts';
import { bindActions } from './actions/bind-actions.ts';
import { Catalog } from './catalog/catalog.ts';
import { AdoptExports } from './event-functions/adopt-exports.ts';
import { NotifyStoppedExports } from './event-functions/notify-stopped-exports.ts';
import { RecordStoppedProcessing } from './event-functions/record-stopped-processing.ts';
import { RecordStoppedWatch } from './event-functions/record-stopped-watch.ts';
import { Alarms } from './operations/alarms.ts';
import { ExportWatchDashboard } from './operations/dashboard.ts';
import { InstallationParameter } from './operations/installation-parameter.ts';
import { ExportWatchMetrics } from './operations/metrics.ts';
import { functionsOf } from './operations/observed.ts';
import type { ExportWatchProps } from './props/export-watch-props.ts';
import { instanceOf } from './props/instance.ts';
import { refuseBadProps } from './props/refuse-bad-props.ts';
import { warnOfSecond } from './props/warn-of-second.ts';
import { watchDefaultsOf } from './props/watch-defaults.ts';
import type { HandlerFunction } from './shared/handler-function.ts';
import { Stores } from './stores/stores.ts';
import { ExportDatasets } from './workflows/export-datasets.ts';
import { ProcessExport } from './workflows/process-export.ts';
import { WatchExport } from './workflows/watch-export.ts';

/**
 * Watches the Amazon Personalize dataset export jobs of the account and Region to their end, and acts on how they ended.
 * Two in one account and Region need names and scopes of their own: each would start a watch for the same job.
 */
export class ExportWatch extends Construct {
	/** Each execution of its state machine watches one job. */
	readonly watchExport: WatchExport;
	/** Exports the datasets of a group and watches every job. */
	readonly exportDatasets: ExportDatasets;
	/** Makes a dataset of an export's files. None where a team brings its own processing. */
	readonly processExport: ProcessExport | undefined;
	/** What WatchExport starts after a successful export: ProcessExport, or the team's own. */
	readonly processingStateMachine: IStateMachine;
	readonly adoptExports: AdoptExports;
	readonly recordStoppedWatch: RecordStoppedWatch;
	readonly notifyStoppedExports: NotifyStoppedExports;
	/** None where a team brings its own processing. */
	readonly recordStoppedProcessing: RecordStoppedProcessing | undefined;
	/** Tables over the datasets; only if asked for. */
	readonly catalog: Catalog | undefined;
	/** The table, topic, buckets, roles and queue: given, or created here. */
	readonly stores: Stores;
	/** Every function of the workflows, and those beside them. */
	readonly functions: readonly HandlerFunction[];
	readonly metrics: ExportWatchMetrics;

	constructor(scope: Construct, id: string, props: ExportWatchProps = {}) {
		super(scope, id);
		// Without it, an app of old feature flags would publish no new version of a function when only its layer changes.
		this.node.setContext(LAMBDA_RECOGNIZE_LAYER_VERSION, true);
		refuseBadProps(this, props);
		const ownActions = bindActions(this, props);
		const instance = instanceOf(this, props);
		this.metrics = new ExportWatchMetrics(instance.name);
		warnOfSecond(this, (other) => other instanceof ExportWatch && other.metrics.instance === instance.name);
		const { encryptionKey } = props;
		if (encryptionKey) admitServicesToKey(encryptionKey);
		const defaults = { encryptionKey, logRetention: props.retention?.logs ?? RetentionDays.THREE_MONTHS };

		this.stores = new Stores(this, 'Stores', props);
		const { stores } = this;
		const { processedBucket } = stores;
		if (processedBucket) {
			const options = props.processing;
			this.processExport = new ProcessExport(this, 'ProcessExport', { stores, defaults, processedBucket, options });
			if (props.catalog) this.catalog = new Catalog(this, 'Catalog', processedBucket, props.catalog);
		}
		// One of the two is there: without a state machine of the team's own, there is a bucket for ProcessExport.
		const processingStateMachine = props.processingStateMachine ?? (this.processExport as ProcessExport).stateMachine;
		this.processingStateMachine = processingStateMachine;

		const watchDefaults = watchDefaultsOf(props);
		this.watchExport = new WatchExport(this, 'WatchExport', {
			stores,
			defaults,
			instance,
			watchDefaults,
			processingStateMachine,
			ownActions,
		});
		const watchExport = this.watchExport.stateMachine;
		this.exportDatasets = new ExportDatasets(this, 'ExportDatasets', {
			stores,
			defaults,
			instance,
			watchDefaults,
			watchExport,
		});
		this.watchExport.startByRules(this.exportDatasets.createExportJob, stores.deadLetters);
		const lookBack = props.adoptLookBack;
		this.adoptExports = new AdoptExports(this, 'AdoptExports', { stores, defaults, instance, watchExport, lookBack });
		this.recordStoppedWatch = new RecordStoppedWatch(this, 'RecordStoppedWatch', {
			stores,
			defaults,
			instance,
			watchExport,
			ownActions,
		});
		const exportDatasets = this.exportDatasets.stateMachine;
		this.notifyStoppedExports = new NotifyStoppedExports(this, 'NotifyStoppedExports', {
			stores,
			defaults,
			exportDatasets,
		});
		const processExport = this.processExport?.stateMachine;
		if (processExport) {
			this.recordStoppedProcessing = new RecordStoppedProcessing(this, 'RecordStoppedProcessing', {
				stores,
				defaults,
				processExport,
			});
		}
		new InstallationParameter(this, 'Installation', instance.name, this);

		const observed = {
			stateMachines: [watchExport, exportDatasets, ...(processExport ? [processExport] : [])],
			eventFunctions: [
				this.adoptExports.function,
				this.recordStoppedWatch.function,
				this.notifyStoppedExports.function,
				...(this.recordStoppedProcessing ? [this.recordStoppedProcessing.function] : []),
			],
			deadLetters: stores.deadLetters,
			metrics: this.metrics,
		};
		this.functions = functionsOf(observed);
		new Alarms(this, 'Alarms', { ...props, ...observed });
		new ExportWatchDashboard(this, 'Dashboard', observed);
	}

	/** Lets an upstream workflow or a person start a watch. */
	grantStartExecution(grantee: IGrantable): Grant {
		return this.watchExport.stateMachine.grantStartExecution(grantee);
	}

	/** Matches the events on the default bus that report these outcomes of watches; without any, all of them. */
	outcomeEventPattern(...outcomes: readonly OutcomeEvent[]): EventPattern {
		return eventPatternOf(outcomeDetailTypes, outcomes);
	}

	/** Matches the events on the default bus that report datasets of ProcessExport, ready or failed; without any, both. */
	datasetEventPattern(...outcomes: readonly DatasetEvent[]): EventPattern {
		return eventPatternOf(datasetDetailTypes, outcomes);
	}
}

const eventPatternOf = <Outcome extends string>(
	detailTypes: Readonly<Record<Outcome, string>>,
	outcomes: readonly Outcome[],
): EventPattern => ({
	source: [EVENT_SOURCE],
	detailType: outcomes.length === 0 ? Object.values(detailTypes) : outcomes.map((outcome) => detailTypes[outcome]),
});
