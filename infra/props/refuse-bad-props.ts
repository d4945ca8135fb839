import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { refuseBadCatalog } from '../catalog/refuse-bad-catalog.ts';
import type { ExportWatchProps } from './export-watch-props.ts';
import { MAX_POLLS, pollsUntilDeadline } from './polls-until-deadline.ts';
import { watchDefaultsOf } from './watch-defaults.ts';

/** What ExportWatch was given cannot work; the message begins with the name of the prop. */
export class ExportWatchRefused extends Error {
	override readonly name = 'ExportWatchRefused';

	constructor(scope: Construct, prop: string, problem: string) {
		super(`${scope.node.path}: ${prop} ${problem}`);
	}
}

const DAY = 86_400;

/** Refuses, before anything is made, what would fail at deployment or, worse, later. */
export const refuseBadProps = (scope: Construct, props: ExportWatchProps): void => {
	const refuse = (prop: string, problem: string): never => {
		throw new ExportWatchRefused(scope, prop, problem);
	};
	const within = (prop: string, value: number, min: number, max: number, unit: string) => {
		if (value < min || value > max) refuse(prop, `must be from ${min} to ${max} ${unit}, not ${value}`);
	};

	const { deadlineSeconds, minSeconds, maxSeconds } = watchDefaultsOf(props);
	within('deadline', deadlineSeconds, 60, 30 * DAY, 'seconds');
	within('poll.min', minSeconds, 1, 3_600, 'seconds');
	within('poll.max', maxSeconds, 1, DAY, 'seconds');
	for (const [prop, seconds] of [
		['poll.min', minSeconds],
		['poll.max', maxSeconds],
	] as const) {
		if (seconds > deadlineSeconds) {
			refuse(prop, `of ${seconds} s is over the deadline of ${deadlineSeconds} s: the job would be looked at once`);
		}
	}
	if (minSeconds > maxSeconds) refuse('poll.min', `of ${minSeconds} s is over poll.max of ${maxSeconds} s`);

	const polls = pollsUntilDeadline({ deadlineSeconds, minSeconds, maxSeconds });
	if (polls > MAX_POLLS) {
		refuse(
			'deadline',
			`of ${deadlineSeconds} s takes ${polls} polls that are at most poll.max of ${maxSeconds} s apart; the history of an execution has room for ${MAX_POLLS}: shorten the deadline or raise poll.max`,
		);
	}

	const { alarmPeriod, noSuccessFor, adoptLookBack } = props;
	if (alarmPeriod && (alarmPeriod.toSeconds() < 60 || alarmPeriod.toSeconds() % 60 !== 0)) {
		refuse('alarmPeriod', `must be a multiple of a minute, not ${alarmPeriod.toSeconds()} s`);
	}
	if (alarmPeriod) within('alarmPeriod', alarmPeriod.toSeconds(), 60, DAY / 3, 'seconds');
	if (noSuccessFor && noSuccessFor.toSeconds() % 3_600 !== 0) {
		refuse('noSuccessFor', `must be a number of whole hours, not ${noSuccessFor.toSeconds()} s`);
	}
	if (noSuccessFor) within('noSuccessFor', noSuccessFor.toHours(), 1, 168, 'hours');
	if (adoptLookBack && (adoptLookBack.toSeconds() < 3_600 || adoptLookBack.toSeconds() % 3_600 !== 0)) {
		refuse('adoptLookBack', `must be a number of whole hours, not ${adoptLookBack.toSeconds()} s`);
	}
	if (props.exportBuckets?.length === 0) {
		refuse('exportBuckets', 'is empty: the files of no job could be listed; leave it out for a bucket to be made');
	}

	const { encryptionKey, recordsTable, topic, manifestBucket, alarmsTopic, processingStateMachine } = props;
	const { processedBucket, processing, catalog } = props;
	if (processingStateMachine) {
		for (const prop of ['processedBucket', 'processing', 'catalog'] as const) {
			if (props[prop]) refuse(prop, 'is for ProcessExport, which a processingStateMachine takes the place of');
		}
	}
	within('processing.toleratedRejectShare', processing?.toleratedRejectShare ?? 0, 0, 1, 'as a share of all rows');
	if (catalog) refuseBadCatalog(catalog, refuse);
	const elsewhere = (prop: string, construct: Placed | undefined) => {
		if (!construct) return;
		const { region } = Stack.of(scope);
		if (Token.compareStrings(construct.env.region, region) !== TokenComparison.DIFFERENT) return;
		refuse(prop, `is in ${construct.env.region}; it must be in the stack's own Region, ${region}`);
	};
	elsewhere('encryptionKey', encryptionKey);
	elsewhere('recordsTable', recordsTable);
	elsewhere('topic', topic);
	elsewhere('manifestBucket', manifestBucket);
	elsewhere('alarmsTopic', alarmsTopic);
	elsewhere('processedBucket', processedBucket);
	elsewhere('processingStateMachine', processingStateMachine);
	for (const [index, bucket] of (props.exportBuckets ?? []).entries()) elsewhere(`exportBuckets[${index}]`, bucket);
};

type Placed = IConstruct & { readonly env: { readonly region: string } };
