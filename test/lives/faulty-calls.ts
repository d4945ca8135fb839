import { ServiceThrottled, ServiceUnavailable } from '#functions/shared/errors.ts';
import { LambdaFunctionError } from '../../local/aws/lambda/lambda-function-error.ts';
import type { Callee, FaultKind, Life } from './life.ts';
import { secondsSinceBeginning, type VirtualTime } from './virtual-time.ts';

/** One run of a function. */
export interface Invocation {
	/** The watch on behalf of which it runs; undefined before there is one. */
	readonly executionArn: string | undefined;
	readonly isDead: () => boolean;
	/** Ends the run without a word: it makes no more calls. */
	readonly die: (errorType: string) => void;
	/** Notes a fault, by which something that this run has done may not be known to be done. */
	readonly fail: () => void;
}

interface Answers {
	readonly refusals: Readonly<Record<'THROTTLED' | 'UNAVAILABLE' | 'REFUSED', () => Error>>;
	readonly die: () => Promise<never>;
	readonly stop: () => void;
}

/** Two attempts of a client, 8 s each; see `clientSettings`. */
const ATTEMPT_SECONDS = 8;

/** The calls of one life, with what goes wrong with them. */
export const createFaultyCalls = (
	life: Life,
	time: VirtualTime,
	random: () => number,
	stop: (executionArn: string) => void,
) => {
	const counts = new Map<Callee, number>();
	let isHealed = false;

	const nextFault = (callee: Callee): FaultKind | undefined => {
		const nth = counts.get(callee) ?? 0;
		counts.set(callee, nth + 1);
		if (isHealed) return undefined;
		const now = secondsSinceBeginning(new Date());
		const outage = life.outages.find(
			(one) => one.callee === callee && now >= one.fromSeconds && now < one.fromSeconds + one.seconds,
		);
		return outage?.kind ?? life.faults.find((fault) => fault.callee === callee && fault.nth === nth)?.kind;
	};

	const meet = async <Result>(
		fault: FaultKind | undefined,
		effect: (isRetry?: boolean) => Promise<Result>,
		answers: Answers,
	): Promise<Result> => {
		// Calls at the same moment arrive in any order.
		await time.sleep(random() / 20);
		switch (fault) {
			case undefined:
				return effect();
			case 'THROTTLED':
			case 'REFUSED':
				throw answers.refusals[fault]();
			case 'UNAVAILABLE':
				await time.sleep(2 * ATTEMPT_SECONDS);
				throw answers.refusals.UNAVAILABLE();
			case 'ANSWER_LOST':
				await effect();
				await time.sleep(2 * ATTEMPT_SECONDS);
				throw answers.refusals.UNAVAILABLE();
			case 'REPEATED':
				void effect().catch(() => {});
				await time.sleep(ATTEMPT_SECONDS);
				return effect(true);
			case 'SLOW':
				await time.sleep(ATTEMPT_SECONDS - 1);
				return effect();
			case 'DIES_BEFORE':
				return answers.die();
			case 'DIES_AFTER':
				await effect();
				return answers.die();
			case 'STOPPED':
				answers.stop();
				return effect();
		}
	};

	return {
		/** A call of a service; the client itself may call it again. */
		call: <Result>(
			callee: Callee,
			invocation: Invocation,
			effect: (isRetry?: boolean) => Promise<Result>,
		): Promise<Result> => {
			if (invocation.isDead()) return new Promise(() => {});
			const fault = nextFault(callee);
			if (fault && fault !== 'SLOW' && fault !== 'STOPPED') invocation.fail();
			const { executionArn } = invocation;
			return meet(fault, async (isRetry) => (invocation.isDead() ? new Promise(() => {}) : effect(isRetry)), {
				refusals: refusalsOf(callee),
				die: () => {
					invocation.die('Runtime.ExitError');
					return new Promise(() => {});
				},
				stop: () => executionArn && stop(executionArn),
			});
		},

		/** The run of a function. */
		invoke: <Result>(callee: Callee, executionArn: string | undefined, run: () => Promise<Result>): Promise<Result> =>
			meet(nextFault(callee), run, {
				refusals: lambdaRefusals,
				die: async () => {
					throw lambdaError('Runtime.ExitError');
				},
				stop: () => executionArn && stop(executionArn),
			}),

		/** From now on, nothing goes wrong. */
		heal: () => {
			isHealed = true;
		},
	};
};

export type FaultyCalls = ReturnType<typeof createFaultyCalls>;

const refusalsOf = (callee: Callee): Answers['refusals'] => ({
	THROTTLED: () => new ServiceThrottled(callee, new Error('Rate exceeded')),
	UNAVAILABLE: () => new ServiceUnavailable(callee, new Error('no answer')),
	REFUSED: () => Object.assign(new Error(`${callee} is not allowed`), { name: 'AccessDeniedException' }),
});

export const lambdaError = (errorType: string): Error => new LambdaFunctionError(errorType, 'as the life has it', []);
const lambdaRefusals: Answers['refusals'] = {
	THROTTLED: () => lambdaError('Lambda.TooManyRequestsException'),
	UNAVAILABLE: () => lambdaError('Lambda.Unknown'),
	REFUSED: () => lambdaError('Lambda.KMSAccessDeniedException'),
};
