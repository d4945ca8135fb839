import { mkdirSync, writeFileSync } from 'node:fs';
import type { DescribeExecutionOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import type { Definition } from '#statemachine/asl.ts';
import type { WorkflowName } from '#statemachine/read-definition.ts';

/** One call of a function or of a child workflow, and its answer. */
interface Call {
	/** The name of the function or of the child's state machine. */
	readonly fn: string;
	readonly payload: unknown;
	readonly answer:
		| { readonly result: unknown }
		| { readonly error: { readonly name: string; readonly message: string } };
}

/** An execution from its input to its end, so that another interpreter can replay it. */
export interface Trace {
	readonly machine: WorkflowName;
	readonly definition: Definition;
	readonly input: unknown;
	readonly executionArn: string;
	readonly calls: readonly Call[];
	readonly status: string;
	readonly error: string | null;
	readonly cause: string | null;
	readonly output: unknown;
	/** The states in the order in which they were entered. */
	readonly entered: readonly string[];
}

interface Run {
	readonly workflow: WorkflowName;
	readonly definition: Definition;
	readonly input: unknown;
	readonly end: DescribeExecutionOutput;
	readonly events: readonly HistoryEvent[];
}

export const traceOf = ({ workflow, definition, input, end, events }: Run): Trace => ({
	machine: workflow,
	definition,
	input,
	executionArn: end.executionArn ?? '',
	calls: callsOf(events),
	status: end.status ?? '',
	error: end.error ?? null,
	cause: end.cause ?? null,
	output: end.output === undefined ? null : JSON.parse(end.output),
	entered: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
});

/** In the order in which the calls were made. An execution that was stopped leaves calls without an answer; they are left out. */
const callsOf = (events: readonly HistoryEvent[]): readonly Call[] => {
	const begun = new Map<number | undefined, HistoryEvent>();
	const answered = new Map<HistoryEvent, Call['answer']>();
	for (const event of events) {
		const earlier = begun.get(event.previousEventId);
		if (event.type === 'TaskScheduled') begun.set(event.id, event);
		else if (earlier) {
			begun.set(event.id, earlier);
			const answer = answerOf(event);
			if (answer) answered.set(earlier, answer);
		}
	}
	return events.flatMap((event) => {
		const answer = answered.get(event);
		return answer ? [{ ...calledBy(event), answer }] : [];
	});
};

const calledBy = ({ taskScheduledEventDetails }: HistoryEvent): Pick<Call, 'fn' | 'payload'> => {
	const { FunctionName, Payload, StateMachineArn, ...rest } = JSON.parse(taskScheduledEventDetails?.parameters ?? '{}');
	return FunctionName === undefined
		? { fn: String(StateMachineArn).split(':').at(-1) ?? '', payload: rest }
		: { fn: String(FunctionName).split(':').at(-1) ?? '', payload: Payload };
};

const answerOf = ({ taskSucceededEventDetails, taskFailedEventDetails, taskTimedOutEventDetails }: HistoryEvent) => {
	if (taskSucceededEventDetails) {
		const { output = 'null', resourceType } = taskSucceededEventDetails;
		const result = JSON.parse(output);
		return { result: resourceType === 'lambda' ? result.Payload : result };
	}
	const failed = taskFailedEventDetails ?? taskTimedOutEventDetails;
	return failed && { error: { name: failed.error ?? '', message: messageOf(failed.cause ?? '') } };
};

/** What a function has thrown stands in a Cause of JSON. */
const messageOf = (cause: string): string => {
	try {
		return JSON.parse(cause).errorMessage ?? cause;
	} catch {
		return cause;
	}
};

let written = 0;

/** Writes a file to the folder that `npm run traces` names; does nothing otherwise. */
export const writeTrace = (trace: Trace): void => {
	const folder = process.env.TRACES_FOLDER;
	if (!folder) return;
	written += 1;
	const scenario = (expect.getState().currentTestName ?? '').replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 120);
	mkdirSync(folder, { recursive: true });
	const number = String(written).padStart(3, '0');
	writeFileSync(`${folder}/${trace.machine}-${number}-${scenario}.json`, `${JSON.stringify(trace, null, '\t')}\n`);
};
