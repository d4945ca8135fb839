/** A lap is DescribeExportJob, IsExportDone and WaitForExport; the last look is not waited after. */
const STATES_A_LOOK = 3;
/** From AcceptTrigger to the first look, and from the last one to ExportSucceeded. */
const STATES_AROUND = 8;

/** States that an execution of WatchExport enters to see an export succeed. */
export const transitionsOf = (polls: number): number => STATES_A_LOOK * polls + STATES_AROUND;
