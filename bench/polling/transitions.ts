/** DescribeExportJob, IsExportDone and WaitForExport. */
const STATES_PER_POLL = 3;
/** The ten others from AcceptTrigger to ExportSucceeded, less the wait that does not follow the last poll. */
const OTHER_STATES = 10 - 1;

/** The states that an execution of WatchExport enters to see an export succeed. */
export const transitionsOf = (polls: number): number => STATES_PER_POLL * polls + OTHER_STATES;
