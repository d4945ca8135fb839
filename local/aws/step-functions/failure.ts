import type { State } from '#statemachine/asl.ts';

export interface Failure {
	readonly error?: string;
	readonly cause?: string;
}

/** Error and Cause as the service shows them: what has no text is not there. */
export const failureOf = ({ name, message }: Error): Failure => ({
	...(name && { error: name }),
	...(message && { cause: message }),
});

/**
 * Takes back the words that the engine puts into an error where the service has none: a Fail state without Error or
 * Cause, and a `States.…` error whose only Cause is its own name.
 */
export const removeInventedWords = (error: Error, { Type, Error: name, ErrorPath, Cause, CausePath }: State): void => {
	if (Type === 'Fail') {
		if (name === undefined && ErrorPath === undefined) error.name = '';
		if (Cause === undefined && CausePath === undefined) error.message = '';
	} else if (error.name.startsWith('States.') && error.message === error.name) {
		error.message = '';
	}
};
