import * as z from 'zod/mini';
import type { CaughtError } from '#contracts/watch.ts';

/** The `Cause` of an error that a Lambda function threw, parsed. */
const lambdaFailure = z.object({ errorMessage: z.string() });

/** As `DatasetExportJobNotFound: no dataset export job …`. */
export const describeError = ({ Error: name, Cause }: CaughtError): string => `${name}: ${describeCause(Cause)}`;

const describeCause = (cause: string): string => {
	try {
		return lambdaFailure.parse(JSON.parse(cause)).errorMessage;
	} catch {
		return cause || 'no cause was given';
	}
};
