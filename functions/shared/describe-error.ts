import * as z from 'zod/mini';
import type { CaughtError } from '#contracts/watch.ts';

/** What Lambda makes of a thrown error: the `Cause` of a caught one is this as JSON. */
const lambdaFailure = z.object({ errorMessage: z.string() });

/** A caught error in words that begin with its name, as `DatasetExportJobNotFound: no dataset export job …`. */
export const describeError = ({ Error: name, Cause }: CaughtError): string => `${name}: ${describeCause(Cause)}`;

const describeCause = (cause: string): string => {
	try {
		return lambdaFailure.parse(JSON.parse(cause)).errorMessage;
	} catch {
		return cause || 'no cause was given';
	}
};
