import { Construct } from 'constructs';
import type { WatchDefaults } from '#contracts/watch-defaults.ts';
import { settings as concludeExports } from '#functions/export-datasets/conclude-exports/settings.ts';
import { settings as createExportJob } from '#functions/export-datasets/create-export-job/settings.ts';
import { settings as planExports } from '#functions/export-datasets/plan-exports/settings.ts';
import { settings as summariseExport } from '#functions/export-datasets/summarise-export/settings.ts';
import { grantCreateExportJobs, grantDescribeExportJobs, grantReadDatasets } from '../access/personalize-access.ts';
import { grantTable } from '../access/table-access.ts';
import type { Instance } from '../props/instance.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import { WorkflowStateMachine } from './workflow-state-machine.ts';

interface ExportDatasetsProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly instance: Instance;
	readonly watchDefaults: WatchDefaults;
	readonly watchExport: WorkflowStateMachine;
}

/** Exports the datasets of a group, each by a job of its own, and watches every job to its end. */
export class ExportDatasets extends Construct {
	readonly planExports: HandlerFunction;
	readonly createExportJob: HandlerFunction;
	readonly summariseExport: HandlerFunction;
	readonly concludeExports: HandlerFunction;
	readonly stateMachine: WorkflowStateMachine;

	constructor(scope: Construct, id: string, props: ExportDatasetsProps) {
		super(scope, id);
		const { defaults, instance, watchDefaults, watchExport } = props;
		const { recordsTable, exportRoles, exportKeys } = props.stores;

		this.planExports = new HandlerFunction(this, {
			settings: planExports,
			defaults,
			environment: {
				EXPORT_KEY_ARNS: JSON.stringify(exportKeys.map(({ keyArn }) => keyArn)),
				WATCH_DEFAULTS: JSON.stringify(watchDefaults),
				WATCH_SCOPE: JSON.stringify(instance.scope),
			},
		});
		grantReadDatasets(this.planExports, instance.scope);

		this.createExportJob = new HandlerFunction(this, { settings: createExportJob, defaults });
		grantCreateExportJobs(this.createExportJob, exportRoles, instance.scope);
		grantDescribeExportJobs(this.createExportJob);

		this.summariseExport = new HandlerFunction(this, {
			settings: summariseExport,
			defaults,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
			},
		});
		grantTable(recordsTable, this.summariseExport, 'dynamodb:GetItem');

		this.concludeExports = new HandlerFunction(this, { settings: concludeExports, defaults });

		this.stateMachine = new WorkflowStateMachine(this, 'StateMachine', {
			defaults,
			workflow: 'ExportDatasets',
			functions: [this.planExports, this.createExportJob, this.summariseExport, this.concludeExports],
			substitutions: { WatchExportStateMachineArn: watchExport.stateMachineArn },
		});
		watchExport.grantRunToEnd(this.stateMachine);
	}
}
