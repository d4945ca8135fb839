import { endOfJob, endStates, endsWithoutWatch, failStates, hasJobEnded } from '#contracts/vocabulary.ts';
import { undoneActions } from '#functions/watch-export/outcome/decide-ownership.ts';
import type { Execution } from '../../local/aws/step-functions/execution.ts';
import type { Biography, Standstill } from './biography.ts';
import { FAILURE_REASON } from './job-now.ts';
import type { Send } from './ledger-log.ts';
import type { Life } from './life.ts';

import { missingActions } from './missing-actions.ts';
import { secondsSinceBeginning } from './virtual-time.ts';

const MAX_EVENTS = 25_000;
/** The retries of the steps after the last poll. */
const SLACK_SECONDS = 7_200;

/** Everything that must not be, whatever happens in a life. */
export const findWrongs = (life: Life, biography: Biography): readonly string[] => {
	const { left, swept, watchedAgain, wrongs } = biography;
	const end = endOfJob[life.job.end];
	return [
		...wrongs,
		...watchedAgain.watches.flatMap((watch) => wrongEnd(watch, life)),
		...repeatedSends(biography),
		...watchedAgain.sends.flatMap((send) => falseSend(send, life)),
		...tooManyNotifications(life, biography),
		...falseRecord(left, life),
		...unseenEnd(biography, life),
		...silencedEnds(biography),
		...unfinished(swept, swept.sweep.givenUp.length > 0).map((wrong) => `after a sweep: ${wrong}`),
		...unfinished(watchedAgain, false).map((wrong) => `after one more watch: ${wrong}`),
		...unprocessed(watchedAgain),
		...falseRecord(watchedAgain, life).map((wrong) => `after one more watch: ${wrong}`),
		...(watchedAgain.record?.outcome === end
			? []
			: [`after one more watch, the record says ${watchedAgain.record?.outcome}`]),
	];
};

/** No execution lies, and each ends in time. */
const wrongEnd = (watch: Execution, life: Life): string[] => {
	const { name, status, error, cause, startDate, stopDate, input } = watch.describe();
	const is = (wrong: string) => [`${name} ${wrong}`];
	if (status === 'RUNNING' || !stopDate) return is('never ends');
	if (watch.events.length > MAX_EVENTS) return is(`has ${watch.events.length} events`);
	const { deadlineSeconds = 86_400 } = JSON.parse(input) ?? {};
	const accepted = watch.events.find(({ type }) => type === 'TaskStateExited')?.timestamp ?? startDate;
	const deadline = Math.max(deadlineSeconds, secondsSinceBeginning(accepted)) + SLACK_SECONDS;
	if (secondsSinceBeginning(stopDate) > deadline)
		return is(`ends ${secondsSinceBeginning(stopDate) - deadline} s late`);
	const isActive = life.job.end === 'ACTIVE';
	if (status === 'SUCCEEDED') return isActive ? [] : is('succeeds, and the job failed');
	if (status === 'ABORTED') return [];
	if (!failStates.WatchExport.some((own) => own === error)) return is(`fails by itself: ${error}: ${cause}`);
	if (error === endStates.FAILED && (isActive || !cause?.startsWith(FAILURE_REASON)))
		return is(`says ${error}: ${cause}`);
	if (error === endsWithoutWatch[1]) return is(`rejects its trigger: ${cause}`);
	return cause ? [] : is(`fails without a reason: ${error}`);
};

/** Only a fault at the send, or one that kept the record from saying that it was done, lets it be sent again. */
const repeatedSends = ({ watchedAgain: { sends }, unrecorded }: Biography): string[] =>
	sends.flatMap((send, index) => {
		if (send.isExcused || unrecorded.has(send.executionArn)) return [];
		const isRepeated = sends.slice(index + 1).some((later) => keyOf(later) === keyOf(send));
		return isRepeated ? [`${keyOf(send)} is sent twice`] : [];
	});

const keyOf = ({ channel, notificationId }: Send): string => `${channel} ${notificationId}`;

/** That the job ended is news once, and once more for each replay; without a record, nobody knows. */
const tooManyNotifications = (life: Life, { watchedAgain, unrecorded }: Biography): string[] => {
	const ids = watchedAgain.sends
		.filter(({ outcome, actionsFailed, channel }) => hasJobEnded[outcome] && !actionsFailed && channel !== 'metrics')
		.map(({ notificationId }) => notificationId);
	const replays = life.steps.filter((step) => step.does === 'TRIGGER' && step.replay).length;
	const notifications = new Set(ids).size;
	return notifications > 1 + replays + unrecorded.size ? [`the end of the job is notified ${notifications} times`] : [];
};

const falseSend = ({ outcome, channel }: Send, { job }: Life): string[] =>
	hasJobEnded[outcome] && outcome !== endOfJob[job.end] ? [`the ${channel} says ${outcome}`] : [];

/** A watch that ended as its job did has recorded it, unless its record step failed. */
const unseenEnd = ({ left: { record, watches }, unrecorded }: Biography, { job }: Life): string[] => {
	const end = endOfJob[job.end];
	const saw = watches.find(({ describe }) => {
		const { status, error, executionArn } = describe();
		const isSeen = status === 'SUCCEEDED' || error === endStates.FAILED || error === endStates.ACTIONS_FAILED;
		return isSeen && !unrecorded.has(executionArn);
	});
	return saw && record?.outcome !== end
		? [`${saw.describe().name} saw the end, and the record says ${record?.outcome}`]
		: [];
};

/** The end of each watch is notified, unless the end of the job is known: that another watch was stopped says nothing of it. */
const silencedEnds = ({ left: { record, sends, watches }, unrecorded }: Biography): string[] => {
	if (record && hasJobEnded[record.outcome]) return [];
	return watches.flatMap(({ describe, events }) => {
		const { name, executionArn, status, error, cause = '' } = describe();
		const isRecordedEnd = events.some(({ stateEnteredEventDetails }) =>
			recordStates.has(stateEnteredEventDetails?.name),
		);
		const isExcused = unrecorded.has(executionArn) || cause.includes('not everything was done');
		if (status !== 'FAILED' || !isRecordedEnd || isExcused) return [];
		const isNotified = sends.some(
			(send) =>
				endStates[send.outcome] === error && (send.outcome === 'TIMED_OUT' || nameIn(send.reason) === nameIn(cause)),
		);
		return isNotified ? [] : [`nobody is notified that ${name} ended in ${error}: ${cause}`];
	});
};
const nameIn = (reason = ''): string | undefined => reason.split(':')[0];
const recordStates: ReadonlySet<string | undefined> = new Set(['RecordTimeout', 'RecordBrokenWatch']);

const falseRecord = ({ record }: Standstill, { job }: Life): string[] => {
	if (!record || !hasJobEnded[record.outcome]) return [];
	if (record.outcome !== endOfJob[job.end]) return [`the record says ${record.outcome}`];
	return record.outcome === 'FAILED' && record.failureReason !== FAILURE_REASON
		? [`the record gives the reason ${record.failureReason}`]
		: [];
};

/** The processing that the record names has not failed. */
const unprocessed = ({ record, processings }: Standstill): string[] => {
	if (record?.processing !== 'PROCESSING_STARTED') return [];
	const named = processings.find(({ executionArn }) => executionArn === record.processingExecutionArn);
	return named?.status === 'SUCCEEDED' ? [] : [`after one more watch, the processing is ${named?.status}`];
};

/** Everything that follows the recorded outcome is done, and the record says so. */
const unfinished = ({ record, sends, processings }: Standstill, isGivenUp: boolean): string[] => {
	if (isGivenUp) return [];
	if (!record) return ['there is no record'];
	const undone = undoneActions(record).map((action) => `${action} is undone`);
	return [...undone, ...missingActions(record, { sends, processings }).map((action) => `${action} was never done`)];
};
