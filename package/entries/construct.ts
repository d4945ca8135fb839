// What `import … from 'exportwatch'` gives.
export type { DatasetEvent, DatasetType, OutcomeEvent } from '../../contracts/vocabulary.ts';
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
