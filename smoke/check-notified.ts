import { type Finding, ok, problem, unknown } from '#client/examine/finding.ts';
import type { Watch } from '#client/read-watch.ts';
import type { Outcome } from '#contracts/vocabulary.ts';
import type { Listener } from './listen.ts';

/** Whether the outcome of a watch came as a message and as an event. */
export async function* checkNotified(
	{ datasetExportJobArn, record }: Watch,
	outcome: Outcome,
	{ ruleProblem, hear }: Listener,
): AsyncGenerator<Finding> {
	const isMeant = (each: { readonly datasetExportJobArn: string; readonly outcome?: Outcome }): boolean =>
		each.datasetExportJobArn === datasetExportJobArn && each.outcome === outcome;

	const message = `message about ${outcome}`;
	yield (await hear('message', isMeant))
		? ok(message, 'came over the topic')
		: problem(
				message,
				'did not come over the topic',
				'see NotifyOutcome and RecordStoppedWatch in the runbook, under FunctionFailing',
			);

	const event = `event about ${outcome}`;
	const { status, id } = record?.actions.event ?? {};
	if (ruleProblem && status === 'DONE') {
		yield ok(
			event,
			`was taken by EventBridge as ${id}, says the record; nobody saw it, because no rule could be made here: ${ruleProblem.name}`,
		);
	} else if (ruleProblem) {
		yield unknown(event, `no rule could be made to see it: ${ruleProblem.name}: ${ruleProblem.message}`);
	} else {
		yield (await hear('event', isMeant))
			? ok(event, 'came over the bus')
			: problem(
					event,
					'did not come over the bus',
					'see NotifyOutcome and RecordStoppedWatch in the runbook, under FunctionFailing',
				);
	}
}
