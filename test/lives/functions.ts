import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import { AWS_CONSOLE, WATCH_STOPPED } from '#contracts/vocabulary.ts';
import {
	type DatasetExportJob,
	notificationRequest,
	pollRequest,
	processingRequest,
	watchReport,
} from '#contracts/watch.ts';
import { readStoppedExecution } from '#functions/shared/stopped-execution.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { adoptExports, type Sweep } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import { describeExportJob } from '#functions/watch-export/describe-export-job/describe-export-job.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import { recordOutcome } from '#functions/watch-export/outcome/record-outcome.ts';
import { findNamedArns } from '#functions/watch-export/read-trigger.ts';
import { recordStoppedWatch } from '#functions/watch-export/record-stopped-watch/record-stopped-watch.ts';
import { startProcessing } from '#functions/watch-export/start-processing/start-processing.ts';
import { stateMachineArnOf } from '../../local/aws/shared/names.ts';
import { ACCEPTING, FUNCTION_ARN, JOB_ARN } from '../support/builders.ts';
import type { FaultyCalls, Invocation } from './faulty-calls.ts';
import type { LedgerLog, Send } from './ledger-log.ts';
import type { Processings } from './processings.ts';
import { dateAt } from './virtual-time.ts';
import type { Watches } from './watches.ts';

interface Surroundings {
	readonly calls: FaultyCalls;
	readonly ledger: LedgerLog;
	readonly watches: Watches;
	readonly processings: Processings;
	/** The job at this moment. */
	readonly describe: () => DatasetExportJob;
	readonly hasFiles: boolean;
}

export type StepName = 'AcceptTrigger' | 'DescribeExportJob' | 'RecordOutcome' | 'NotifyOutcome' | 'StartProcessing';

const ticket = { type: 'QUEUE', target: 'https://sqs.us-east-1.amazonaws.com/000000000000/tickets' } as const;
const ownActions: OwnActions = { onSuccess: { ticket }, onFailure: { ticket } };
const now = () => new Date();
const warn = () => {};

/** The real work of the functions, in the surroundings of one life. */
export const createFunctions = ({ calls, ledger, watches, processings, describe, hasFiles }: Surroundings) => {
	const send = (invocation: Invocation & { readonly sends: Send[] }) => {
		const note = (channel: Send['channel'], from: OutcomeNotification | ExportJobRecord, isRetry = false) => {
			const executionArn = 'executionArn' in from ? from.executionArn : from.ownerExecutionArn;
			const { notificationId, outcome, isReplay, reason } = from;
			const actionsFailed = from.actionsFailed === true;
			if (isRetry) for (const earlier of invocation.sends) earlier.isExcused ||= earlier.channel === channel;
			invocation.sends.push(
				ledger.send({ channel, notificationId, outcome, reason, isReplay, actionsFailed, executionArn }),
			);
			return channel;
		};
		return {
			count: (record: ExportJobRecord) => void note('metrics', { ...record, actionsFailed: undefined }),
			putEvent: (_detailType: string, _resource: string, detail: OutcomeNotification) =>
				calls.call('putEvent', invocation, async (isRetry) => note('event', detail, isRetry)),
			perform: (_name: string, _action: unknown, detail: OutcomeNotification) =>
				calls.call('perform', invocation, async (isRetry) => note('ticket', detail, isRetry)),
			publish: (_subject: string, message: string) =>
				calls.call('publish', invocation, async (isRetry) =>
					note('message', JSON.parse(JSON.parse(message).sqs), isRetry),
				),
		};
	};
	const isRunning = (invocation: Invocation) => (executionArn: string) =>
		calls.call('isRunning', invocation, async () => watches.isRunning(executionArn));
	const recordWith = (invocation: Invocation & { readonly sends: Send[] }) => ({
		records: ledger.recordsOf(calls, invocation),
		isRunning: isRunning(invocation),
		readWholeReason: async () => describe().failureReason,
		count: send(invocation).count,
		ownActions,
		now,
		warn,
	});
	const notifyWith = (invocation: Invocation & { readonly sends: Send[] }) => ({
		...send(invocation),
		ownActions,
		linkedConsole: AWS_CONSOLE,
		records: ledger.recordsOf(calls, invocation),
		now,
		warn,
	});

	type Run = (payload: never, invocation: Invocation & { readonly sends: Send[] }) => Promise<unknown>;
	const steps: Readonly<Record<StepName, Run>> = {
		AcceptTrigger: async ({ trigger }: { trigger: unknown }) => acceptTrigger(trigger, ACCEPTING),
		DescribeExportJob: (payload, invocation) =>
			describeExportJob(pollRequest.parse(payload), {
				describe: () => calls.call('describeJob', invocation, async () => describe()),
				pastDurations: async () => [],
				now,
			}),
		RecordOutcome: (payload, invocation) => recordOutcome(watchReport.parse(payload), recordWith(invocation)),
		NotifyOutcome: (payload, invocation) => notifyOutcome(notificationRequest.parse(payload), notifyWith(invocation)),
		StartProcessing: (payload, invocation) => {
			const request = processingRequest.parse(payload);
			const file = { key: 'demo/nightly/part-0.csv', size: 7, eTag: 'e', lastModified: dateAt(0) };
			return startProcessing(request, {
				manifestBucket: 'manifests',
				listObjects: () => calls.call('listObjects', invocation, async () => (hasFiles ? [file] : [])),
				putManifest: () => calls.call('putManifest', invocation, async () => {}),
				startExecution: (name, input) =>
					calls.call('startExecution', invocation, () => processings.startOrFind(name, input, request.watch.replay)),
				records: ledger.recordsOf(calls, invocation),
				now,
			});
		},
	};

	return {
		steps,
		recordStoppedWatch: async (
			executionArn: string,
			invocation: Invocation & { readonly sends: Send[] },
		): Promise<unknown> => {
			const execution = await readStoppedExecution(executionArn, {
				workflow: 'WatchExport',
				stateMachineArn: stateMachineArnOf('WatchExport'),
				stopped: WATCH_STOPPED,
				describeExecution: (arn) => calls.call('isRunning', invocation, async () => watches.find(arn)?.describe()),
			});
			if ('nothing' in execution) return execution.nothing;
			return recordStoppedWatch(execution, {
				functionArn: FUNCTION_ARN,
				record: (report) => recordOutcome(report, recordWith(invocation)),
				notify: (request) => notifyOutcome(request, notifyWith(invocation)),
				startWatch: (name, datasetExportJobArn) =>
					calls.call('startExecution', invocation, async () => watches.startOnce(name, { datasetExportJobArn })),
			});
		},
		sweep: (invocation: Invocation): Promise<Sweep> =>
			adoptExports({
				lookBackSeconds: Number.POSITIVE_INFINITY,
				listJobs: async () => [{ datasetExportJobArn: JOB_ARN, creationDateTime: dateAt(0) }],
				readRecords: async () =>
					[await ledger.recordsOf(calls, invocation).read(JOB_ARN)].filter((one) => one !== undefined),
				isRunning: isRunning(invocation),
				findWatched: async () =>
					new Set(watches.running().flatMap((watch) => findNamedArns(JSON.parse(watch.describe().input)))),
				startWatch: (name, datasetExportJobArn) =>
					calls.call(
						'startExecution',
						invocation,
						async () => watches.startOnce(name, { datasetExportJobArn, adopted: true }) !== undefined,
					),
				now,
			}),
	};
};
