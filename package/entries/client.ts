// What `import … from 'exportwatch/client'` gives.
export { connect } from '../../client/connect.ts';
export * from '../../client/errors.ts';
export type { Finding } from '../../client/examine/finding.ts';
export type { Execution } from '../../client/executions.ts';
export type { GroupExport } from '../../client/export-datasets.ts';
export type { Exportwatch } from '../../client/exportwatch.ts';
export type { ListedExecution } from '../../client/list-executions.ts';
export type { QueryResult } from '../../client/query-dataset.ts';
export type { Dataset } from '../../client/read-documents.ts';
export type { Watch } from '../../client/read-watch.ts';
export type { ListedWatch, WatchFilter, WatchList } from '../../client/watches.ts';
