import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag on a construct and on what is in it, for a reason that is true of all of it. */
export const acceptFinding = (construct: IConstruct, id: string, reason: string): void =>
	Validations.of(construct).acknowledge({ id, reason });
