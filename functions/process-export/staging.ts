/** Where the steps of a run leave things for each other, below its own staging folder. */
const padded = (number: number): string => String(number).padStart(5, '0');

export const planKey = (prefix: string): string => `${prefix}plan.json`;
export const batchKey = (prefix: string, number: number): string => `${prefix}batches/${padded(number)}.json`;
export const resultKey = (prefix: string, number: number): string => `${prefix}results/${padded(number)}.json`;
export const failureKey = (prefix: string, number: number): string => `${prefix}failures/${padded(number)}.json`;
export const partName = (index: number): string => `part-${padded(index)}.parquet`;
export const rejectsName = (index: number): string => `_rejects/part-${padded(index)}.jsonl`;
