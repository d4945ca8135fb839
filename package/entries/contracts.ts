// What `import … from 'exportwatch/contracts'` gives: each schema also becomes a JSON Schema in `docs/contracts/`.
export {
	type DatasetManifest,
	type DatasetNotification,
	datasetManifest,
	datasetNotification,
	type RecordedDataset,
	recordedDataset,
} from '../../contracts/dataset.ts';
export { type ExportJobRecord, exportJobRecord } from '../../contracts/export-job-record.ts';
export { type ExportRequest, exportRequest } from '../../contracts/export-request.ts';
export { type ExportsStopped, type ExportsSummary, exportsStopped, exportsSummary } from '../../contracts/exports.ts';
export { type Installation, installation } from '../../contracts/installation.ts';
export { type Manifest, manifest } from '../../contracts/manifest.ts';
export { type OutcomeNotification, outcomeNotification } from '../../contracts/outcome-notification.ts';
export { type ProcessingInput, processingInput } from '../../contracts/processing.ts';
export { trigger } from '../../contracts/trigger.ts';
export { type WatchOptions, watchOptions } from '../../contracts/watch-options.ts';
