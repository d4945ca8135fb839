import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as cdk from 'aws-cdk-lib/core';
import { ExportWatch, type ExportWatchProps, ExportwatchStack } from 'exportwatch';
import { connect, type Exportwatch, type Watch, WatchNotFound } from 'exportwatch/client';
import { type OutcomeNotification, outcomeNotification } from 'exportwatch/contracts';

const app = new cdk.App();
new ExportwatchStack(app, 'Exportwatch');

const stack = new cdk.Stack(app, 'Recommendations');
const alarmsTopic = new Topic(stack, 'Alarms');
const props: ExportWatchProps = {
	alarmsTopic,
	deadline: cdk.Duration.hours(6),
	poll: { max: cdk.Duration.minutes(5) },
};
const watch = new ExportWatch(stack, 'ExportWatch', props);
new Rule(stack, 'OnFailure', {
	eventPattern: watch.outcomeEventPattern('FAILED', 'TIMED_OUT'),
	targets: [new SnsTopic(alarmsTopic)],
});

export const read = (message: string): OutcomeNotification['outcome'] =>
	outcomeNotification.parse(JSON.parse(message)).outcome;
// @ts-expect-error an outcome is none of these numbers
export const wrong: OutcomeNotification['outcome'] = 1;

export const latest = async (job: string): Promise<Watch | undefined> => {
	const client: Exportwatch = await connect({ instance: 'default' });
	return client.readWatch(job).catch((error: unknown) => {
		if (error instanceof WatchNotFound) return undefined;
		throw error;
	});
};
