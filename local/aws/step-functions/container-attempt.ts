import { createEventChain, type EventChain, type History, type HistoryDetails } from './history.ts';

/** A branch or an iteration, as the Parallel or Map around it sees it. */
interface InnerRun {
	readonly chain: EventChain;
	readonly ended: (hasSucceeded: boolean) => void;
}

/** One attempt at a Parallel or Map, from its `…StateStarted` on. */
export interface ContainerAttempt {
	/**
	 * `recordAborted` writes the aborts inside the inner run, each event following the given one. Throws once an inner
	 * run has failed: the engine still starts the waiting iterations then, and AWS does not.
	 */
	readonly startInner: (recordAborted: RecordAborted) => InnerRun;
	/** Writes `…StateSucceeded`. */
	readonly succeed: () => void;
	/** Writes the aborts of the inner runs that were still running when one failed. */
	readonly giveUp: () => void;
	readonly recordAborted: RecordAborted;
}

type RecordAborted = (previousEventId: number) => void;

/**
 * Writes the events between the start and the end of a Parallel or Map. `previousEventId` is as in histories recorded
 * on AWS: the end of the state follows the run that ended last inside it, not its own `…StateSucceeded`, and an
 * iteration that had to wait follows the last state of the iteration that ended before it, not its
 * `MapIterationSucceeded`.
 */
export const startContainerAttempt = (
	history: History,
	chain: EventChain,
	container: { readonly type: 'Parallel' | 'Map'; readonly name: string; readonly length: number | undefined },
): ContainerAttempt => {
	const { type, name, length } = container;
	const isMap = type === 'Map';
	const running = new Map<number, RecordAborted>();
	let started = 0;
	let hasFailed = false;

	chain.record(`${type}StateStarted`, isMap ? { mapStateStartedEventDetails: { length } } : {});
	let innerFollows = chain.lastEventId();

	/** Iterations have events of their own; branches have none. */
	const recordIteration = (event: string, index: number, previousEventId: number): number => {
		if (!isMap) return previousEventId;
		const details: HistoryDetails = { [`mapIteration${event}EventDetails`]: { name, index } };
		return history.append(`MapIteration${event}`, previousEventId, details);
	};

	const recordAborted: RecordAborted = (previousEventId) => {
		for (const [index, recordInnerAborted] of running) {
			recordInnerAborted(previousEventId);
			recordIteration('Aborted', index, previousEventId);
		}
	};

	return {
		startInner: (recordInnerAborted) => {
			if (hasFailed) throw new Error(`${name} has failed: no further iteration starts`);
			const index = started++;
			const inner = createEventChain(history, recordIteration('Started', index, innerFollows));
			running.set(index, recordInnerAborted);
			return {
				chain: inner,
				ended: (hasSucceeded) => {
					running.delete(index);
					hasFailed ||= !hasSucceeded;
					const lastEventId = inner.lastEventId();
					const endEventId = recordIteration(hasSucceeded ? 'Succeeded' : 'Failed', index, lastEventId);
					if (isMap) innerFollows = lastEventId;
					chain.continueFrom(hasSucceeded ? endEventId : lastEventId);
				},
			};
		},
		succeed: () => {
			history.append(`${type}StateSucceeded`, chain.lastEventId());
		},
		giveUp: () => recordAborted(chain.lastEventId()),
		recordAborted,
	};
};
