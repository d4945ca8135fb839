// What `import … from 'exportwatch'` gives.
export type { DatasetEvent, DatasetType, OutcomeEvent } from '../../contracts/vocabulary.ts';
export type { ExportActionConfig, ExportActionType, IExportAction } from '../../infra/actions/export-action.ts';
export { LambdaInvoke } from '../../infra/actions/lambda-invoke.ts';
export { SnsPublish } from '../../infra/actions/sns-publish.ts';
export { SqsSendMessage } from '../../infra/actions/sqs-send-message.ts';
export { StepFunctionsStartExecution } from '../../infra/actions/step-functions-start-execution.ts';
export type { CatalogProps } from '../../infra/catalog/catalog.ts';
export { ExportWatch } from '../../infra/export-watch.ts';
export { ExportwatchStack, type ExportwatchStackProps } from '../../infra/exportwatch-stack.ts';
export type {
	ExportWatchProps,
	PollBounds,
	ProcessingOptions,
	Retention,
	RetentionOptions,
} from '../../infra/props/export-watch-props.ts';
