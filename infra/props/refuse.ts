import { ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import type { Construct } from 'constructs';

export type Refuse = (prop: string, problem: string) => never;

/**
 * Refuses a prop of this construct.
 *
 * @throws ValidationError named `ExportWatchRefused`; its message begins with the construct and the prop
 */
export const refuseOf =
	(scope: Construct): Refuse =>
	(prop, problem) => {
		throw new ValidationError(lit`ExportWatchRefused`, `${scope.node.path}: ${prop} ${problem}`, scope);
	};
