import { createHash } from 'node:crypto';

/** A number from 0 to 1 of an execution's own, the same at each of its looks. */
export const jitterOf = (executionArn: string): number =>
	createHash('sha256').update(executionArn).digest().readUInt32BE() / 2 ** 32;
