import type { State } from '#statemachine/asl.ts';

export interface Failure {
	readonly error?: string;
	readonly cause?: string;
}

/** Ends the execution: the engine reads the flags and neither retries nor catches it. */
export class TerminalError extends Error {
	override readonly name: 'States.Runtime' | 'States.DataLimitExceeded';
	readonly isRetryable = false;
	readonly isCatchable = false;

	constructor(name: TerminalError['name'], message: string) {
		super(message);
		this.name = name;
	}
}

/** Error and Cause as the service shows them: one without text is left out. */
export const failureOf = ({ name, message }: Error): Failure => ({
	...(name && { error: name }),
	...(message && { cause: message }),
});

/**
 * Removes the text that the engine adds to an error and the service does not: for a Fail state without Error or Cause,
 * and for a `States.…` error whose only Cause is its own name.
 */
export const removeAddedText = (error: Error, { Type, Error: name, ErrorPath, Cause, CausePath }: State): void => {
	if (Type === 'Fail') {
		if (name === undefined && ErrorPath === undefined) error.name = '';
		if (Cause === undefined && CausePath === undefined) error.message = '';
	} else if (error.name.startsWith('States.') && error.message === error.name) {
		error.message = '';
	}
};
