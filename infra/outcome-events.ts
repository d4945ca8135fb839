import { Stack } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allow } from './access/allow.ts';

/** AWS services put their events there, so the rules stand there, and the outcomes go there. */
export const DEFAULT_BUS = 'default';

const SOURCE = 'exportwatch';

const detailTypes = {
	SUCCEEDED: 'Dataset Export Job Succeeded',
	FAILED: 'Dataset Export Job Failed',
	TIMED_OUT: 'Dataset Export Job Watch Timed Out',
	BROKEN: 'Dataset Export Job Watch Broken',
	ACTIONS_FAILED: 'Dataset Export Job Actions Failed',
} as const;

/** What is told of a watch's end; `ACTIONS_FAILED` is a success whose recording, telling or processing failed. */
export type OutcomeEvent = keyof typeof detailTypes;

const datasetDetailTypes = { READY: 'Dataset Ready', FAILED: 'Dataset Processing Failed' } as const;

/** What is told of the end of a ProcessExport. */
export type DatasetEvent = keyof typeof datasetDetailTypes;

/** The pattern of the events on the default bus that tell these outcomes; without any, of all of them. */
export const outcomeEventPattern = (...outcomes: readonly OutcomeEvent[]): EventPattern =>
	patternOf(detailTypes, outcomes);

/** The same for the datasets that ProcessExport makes of exports. */
export const datasetEventPattern = (...outcomes: readonly DatasetEvent[]): EventPattern =>
	patternOf(datasetDetailTypes, outcomes);

const patternOf = <Outcome extends string>(
	types: Readonly<Record<Outcome, string>>,
	outcomes: readonly Outcome[],
): EventPattern => ({
	source: [SOURCE],
	detailType: outcomes.length === 0 ? Object.values(types) : outcomes.map((outcome) => types[outcome]),
});

/** To tell outcomes: on the topic, and on the default bus under our own source. */
export const grantNotify = (scope: Construct, topic: ITopic, grantee: IGrantable): void => {
	const bus = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: DEFAULT_BUS });
	allow(grantee, { actions: ['sns:Publish'], resources: [topic.topicArn] });
	allow(grantee, {
		actions: ['events:PutEvents'],
		resources: [bus],
		conditions: { StringEquals: { 'events:source': SOURCE } },
	});
};
