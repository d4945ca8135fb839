import type { Outcome } from '#contracts/vocabulary.ts';

/** What the exit code of a command says. The codes of 128 and more are those of a program that a signal has ended. */
export const exitCodes = {
	OK: 0,
	/** The export failed, or something that was asked for is not as it should be. */
	FAILED: 1,
	/** The command line is wrong. */
	WRONG_USE: 2,
	TIMED_OUT: 3,
	BROKEN: 4,
	/** The export succeeded, but what follows a success is not all done. */
	ACTIONS_FAILED: 5,
	/** The question could not be asked, or has no answer: no server, no credentials, no such job. */
	NO_ANSWER: 6,
	/** An error of this program, which prints its stack. */
	DEFECT: 70,
	SIGINT: 130,
	SIGPIPE: 141,
	SIGTERM: 143,
} as const;

/** The exit code of what follows a watch to its end. */
export const exitCodeOf: Readonly<Record<Outcome, number>> = {
	SUCCEEDED: exitCodes.OK,
	FAILED: exitCodes.FAILED,
	TIMED_OUT: exitCodes.TIMED_OUT,
	BROKEN: exitCodes.BROKEN,
};
