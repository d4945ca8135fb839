import type { DescribeExecutionOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { type Definition, type State, statesOf } from '#statemachine/asl.ts';
import type { WorkflowName } from '#statemachine/read-definition.ts';
import { traceOf, writeTrace } from './trace.ts';

type Transitions = State & {
	readonly Default?: string;
	readonly Choices?: readonly { readonly Next?: string }[];
	readonly Catch?: readonly { readonly Next?: string }[];
};

/** Notes where executions of a workflow go, and says in the end where none has gone. */
export const createWalk = (workflow: WorkflowName, definition: Definition) => {
	const walkedStates = new Set<string>();
	const walkedEdges = new Set<string>();
	const walkedCatches = new Set<string>();
	const exhaustedRetries = new Set<string>();
	const states = [...statesOf(definition)].map(({ name, state }) => [name, state as Transitions] as const);
	const retried = new Map(states.map(([name, { Retry = [] }]) => [name, Retry as readonly { MaxAttempts: number }[]]));

	return {
		/** Notes an execution, and writes its trace if traces are asked for. */
		note: (input: unknown, end: DescribeExecutionOutput, events: readonly HistoryEvent[]): void => {
			const byId = new Map(events.map((event) => [event.id, event]));
			const before = ({ previousEventId }: HistoryEvent) => byId.get(previousEventId ?? 0);
			for (const event of events) {
				const entered = event.stateEnteredEventDetails?.name;
				if (!entered) continue;
				walkedStates.add(entered);
				const exited = before(event);
				const left = exited?.stateExitedEventDetails?.name;
				if (exited?.type === 'ChoiceStateExited') walkedEdges.add(`${left} → ${entered}`);
				const failed = exited && before(exited);
				if (exited?.type !== 'TaskStateExited' || failed?.type !== 'TaskFailed') continue;
				walkedCatches.add(`${left} → ${entered}`);
				const attempts = attemptsBefore(failed, before);
				for (const [index, { MaxAttempts }] of (retried.get(left ?? '') ?? []).entries()) {
					if (attempts === MaxAttempts + 1) exhaustedRetries.add(`${left} ${index}`);
				}
			}
			writeTrace(traceOf({ workflow, definition, input, end, events }));
		},
		missedStates: (): string[] => states.map(([name]) => name).filter((name) => !walkedStates.has(name)),
		missedEdges: (): string[] =>
			states
				.flatMap(([name, { Choices = [], Default }]) =>
					[...Choices.map(({ Next }) => Next), ...(Default ? [Default] : [])].map((next) => `${name} → ${next}`),
				)
				.filter((edge) => !walkedEdges.has(edge)),
		/** Of Tasks; the iterations of a Map catch their errors themselves. */
		missedCatches: (): string[] =>
			states
				.filter(([, { Type }]) => Type === 'Task')
				.flatMap(([name, { Catch = [] }]) => Catch.map(({ Next }) => `${name} → ${Next}`))
				.filter((edge) => !walkedCatches.has(edge)),
		/** As `CreateExportJob 0`: the first Retry block of the state was not used up by any execution. */
		missedRetries: (): string[] =>
			[...retried]
				.flatMap(([name, blocks]) => blocks.map((_block, index) => `${name} ${index}`))
				.filter((block) => !exhaustedRetries.has(block)),
	};
};

/** The attempts of a Task up to its last failure. */
const attemptsBefore = (failed: HistoryEvent, before: (event: HistoryEvent) => HistoryEvent | undefined): number => {
	let attempts = 0;
	for (
		let event: HistoryEvent | undefined = failed;
		event && event.type !== 'TaskStateEntered';
		event = before(event)
	) {
		if (event.type === 'TaskScheduled') attempts += 1;
	}
	return attempts;
};
