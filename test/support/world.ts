import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import {
	type DatasetExportJob,
	notificationRequest,
	pollRequest,
	processingRequest,
	type WatchReport,
	watchReport,
} from '#contracts/watch.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { describeExportJob } from '#functions/watch-export/describe-export-job/describe-export-job.ts';
import { notifyOutcome } from '#functions/watch-export/outcome/notify-outcome.ts';
import { recordOutcome } from '#functions/watch-export/outcome/record-outcome.ts';
import { startProcessing } from '#functions/watch-export/start-processing/start-processing.ts';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { readDefinitionJson } from '#statemachine/read-definition.ts';
import { LambdaFunctionError } from '../../local/aws/lambda/lambda-function-error.ts';
import { ACCEPTING, jobOf, NO_ACTIONS } from './builders.ts';
import { createRecordsInMemory, recordOf } from './records-table.ts';

type FunctionName = 'AcceptTrigger' | 'DescribeExportJob' | 'RecordOutcome' | 'NotifyOutcome' | 'StartProcessing';

/** What the steps meet outside; by default the first poll finds an export that succeeded. */
export interface World {
	/** The job at this poll, counted from 1; may throw what the step would throw. */
	readonly describe: (poll: number) => DatasetExportJob;
	/** The error of a function; undefined where it works. */
	readonly failing: Partial<
		Record<FunctionName, (payload: { readonly outcome?: string; readonly actions?: unknown }) => Error | undefined>
	>;
	/** Whether another execution owns the outcome. */
	readonly isTaken: boolean;
	/** How long the dataset's exports took, in seconds, newest first. */
	readonly pastDurations: readonly number[];
	readonly ownActions: OwnActions;
}

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const names: readonly FunctionName[] = [
	'AcceptTrigger',
	'DescribeExportJob',
	'RecordOutcome',
	'NotifyOutcome',
	'StartProcessing',
];

export const watchExportDefinition: { readonly StartAt: string; readonly States: Record<string, never> } = JSON.parse(
	fillPlaceholders(readDefinitionJson('WatchExport'), {
		Partition: 'aws',
		...Object.fromEntries(names.map((name) => [`${name}FunctionArn`, arnOf(name)])),
	}),
);

/** The workflow sees only the name of an error, not its class. */
export const errorNamed = (name: string, message = 'as the test has it'): Error =>
	Object.assign(new Error(message), { name });

/** What another execution, which still runs, has recorded of the same end. */
const recordOfAnother = ({ outcome, watchError }: WatchReport): ExportJobRecord =>
	recordOf({
		outcome,
		ownerExecutionArn: 'another',
		recordedAt: new Date().toISOString(),
		...(watchError && { watchError: watchError.Error }),
	});

/** The real work of the steps with plain functions instead of AWS, invoked as Lambda would; and what they produced. */
export const createWorld = (partial: Partial<World> = {}) => {
	const world: World = {
		describe: () => jobOf(),
		failing: {},
		isTaken: false,
		pastDurations: [],
		ownActions: NO_ACTIONS,
		...partial,
	};
	const { records: store, all } = createRecordsInMemory();
	const notifications: OutcomeNotification[] = [];
	const started: string[] = [];
	const calls: FunctionName[] = [];
	const now = () => new Date();
	let polls = 0;

	const work: Record<FunctionName, (payload: never) => unknown> = {
		AcceptTrigger: ({ trigger }: { trigger: unknown }) => acceptTrigger(trigger, ACCEPTING),
		DescribeExportJob: (payload) =>
			describeExportJob(pollRequest.parse(payload), {
				describe: async () => {
					polls += 1;
					return world.describe(polls);
				},
				pastDurations: async () => world.pastDurations,
				now,
			}),
		RecordOutcome: (payload) => {
			const report = watchReport.parse(payload);
			return recordOutcome(report, {
				records: world.isTaken ? { ...store, readItem: async () => recordOfAnother(report) } : store,
				isRunning: async () => true,
				readWholeReason: async () => world.describe(polls).failureReason,
				ownActions: world.ownActions,
				count: () => {},
				now,
				warn: () => {},
			});
		},
		NotifyOutcome: (payload) =>
			notifyOutcome(notificationRequest.parse(payload), {
				putEvent: async (_detailType, _resource, detail) => {
					notifications.push(detail);
					return 'event';
				},
				publish: async () => 'message',
				linkedConsole: AWS_CONSOLE,
				ownActions: world.ownActions,
				perform: async () => undefined,
				records: store,
				now,
				warn: () => {},
			}),
		StartProcessing: (payload) =>
			startProcessing(processingRequest.parse(payload), {
				manifestBucket: 'manifests',
				listObjects: async () => {
					const { creationDateTime = '' } = world.describe(polls);
					return [{ key: 'demo/nightly/part-0.csv', size: 7, eTag: 'e', lastModified: new Date(creationDateTime) }];
				},
				putManifest: async () => {},
				startExecution: async (name) => {
					started.push(name);
					return `arn:aws:states:us-east-1:000000000000:execution:ProcessExport:${name}`;
				},
				records: store,
				now,
			}),
	};

	const invokeFunction = async (functionArn: string, payload: unknown): Promise<unknown> => {
		const name = functionArn.split(':').at(-1) as FunctionName;
		calls.push(name);
		try {
			const failure = world.failing[name]?.(payload as never);
			if (failure) throw failure;
			return await work[name](payload as never);
		} catch (error) {
			const { name: errorType, message } = error as Error;
			throw new LambdaFunctionError(errorType, message, []);
		}
	};
	return { invokeFunction, records: () => all(), notifications, started, calls };
};
