import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { MAX_POLLS, MEGABYTES_FOR_A_PROCESSOR, processingDefaults, watchOptionBounds } from '#contracts/vocabulary.ts';
import { fewestPolls } from '#contracts/watch-defaults.ts';
import { refuseBadCatalog } from '../catalog/refuse-bad-catalog.ts';
import type { ExportWatchProps } from './export-watch-props.ts';
import { type Refuse, refuseOf } from './refuse.ts';
import { refuseBadInstance } from './refuse-bad-instance.ts';
import { watchDefaultsOf } from './watch-defaults.ts';

const MAX_ALARM_PERIOD_SECONDS = 8 * 3_600;

/** How far back an alarm can look: a week. */
const MAX_SILENT_HOURS = 168;

/** A plan has no more. */
const MAX_BATCHES = 1_000;

/** From one processor to the most that Lambda gives. */
const CONVERTING_MEMORY = { min: MEGABYTES_FOR_A_PROCESSOR, max: 10_240 };

/** Refuses, before anything is made, what would fail at deployment or, worse, later. */
export const refuseBadProps = (scope: Construct, props: ExportWatchProps): void => {
	const refuse = refuseOf(scope);
	refuseBadInstance(scope, props, refuse);
	refuseBadWaits(props, refuse);
	refuseBadTimes(props, refuse);
	refuseBadRetention(props, refuse);
	refuseBadProcessing(props, refuse);
	if (props.exportBuckets?.length === 0) {
		refuse('exportBuckets', 'is empty: the files of no job could be listed; leave it out for a bucket to be made');
	}
	refuseOtherRegions(scope, props, refuse);
};

const refuseOutside = (
	refuse: Refuse,
	prop: string,
	value: number,
	{ min, max }: { readonly min: number; readonly max: number },
	unit: string,
): void => {
	if (value < min || value > max) refuse(prop, `must be from ${min} to ${max} ${unit}, not ${value}`);
};

const refuseBadWaits = (props: ExportWatchProps, refuse: Refuse): void => {
	const { deadlineSeconds, minSeconds, maxSeconds } = watchDefaultsOf(props);
	refuseOutside(refuse, 'deadline', deadlineSeconds, watchOptionBounds.deadlineSeconds, 'seconds');
	refuseOutside(refuse, 'poll.min', minSeconds, watchOptionBounds.minSeconds, 'seconds');
	refuseOutside(refuse, 'poll.max', maxSeconds, watchOptionBounds.maxSeconds, 'seconds');
	for (const [prop, seconds] of [
		['poll.min', minSeconds],
		['poll.max', maxSeconds],
	] as const) {
		if (seconds > deadlineSeconds) {
			refuse(prop, `of ${seconds} s is over the deadline of ${deadlineSeconds} s: the job would be polled once`);
		}
	}
	if (minSeconds > maxSeconds) refuse('poll.min', `of ${minSeconds} s is over poll.max of ${maxSeconds} s`);

	const polls = fewestPolls({ deadlineSeconds, maxSeconds });
	if (polls > MAX_POLLS) {
		refuse(
			'deadline',
			`of ${deadlineSeconds} s takes ${polls} polls that are at most poll.max of ${maxSeconds} s apart; the history of an execution has room for ${MAX_POLLS}: shorten the deadline or raise poll.max`,
		);
	}
};

const refuseBadTimes = (props: ExportWatchProps, refuse: Refuse): void => {
	const { alarmPeriod, noSuccessFor, adoptLookBack } = props;
	if (alarmPeriod && (alarmPeriod.toSeconds() < 60 || alarmPeriod.toSeconds() % 60 !== 0)) {
		refuse('alarmPeriod', `must be a multiple of a minute, not ${alarmPeriod.toSeconds()} s`);
	}
	if (alarmPeriod) {
		const bounds = { min: 60, max: MAX_ALARM_PERIOD_SECONDS };
		refuseOutside(refuse, 'alarmPeriod', alarmPeriod.toSeconds(), bounds, 'seconds');
	}
	if (noSuccessFor && noSuccessFor.toSeconds() % 3_600 !== 0) {
		refuse('noSuccessFor', `must be a number of whole hours, not ${noSuccessFor.toSeconds()} s`);
	}
	if (noSuccessFor) {
		refuseOutside(refuse, 'noSuccessFor', noSuccessFor.toHours(), { min: 1, max: MAX_SILENT_HOURS }, 'hours');
	}
	if (adoptLookBack && (adoptLookBack.toSeconds() < 3_600 || adoptLookBack.toSeconds() % 3_600 !== 0)) {
		refuse('adoptLookBack', `must be a number of whole hours, not ${adoptLookBack.toSeconds()} s`);
	}
};

/** S3 counts the days of a lifecycle rule. */
const refuseBadRetention = ({ retention = {} }: ExportWatchProps, refuse: Refuse): void => {
	for (const prop of ['exports', 'datasets', 'accessLogs'] as const) {
		const { [prop]: kept = 'forever' } = retention;
		const seconds = kept === 'forever' ? 86_400 : kept.toSeconds();
		if (seconds === 0 || seconds % 86_400 !== 0) {
			refuse(`retention.${prop}`, `must be a number of whole days, not ${seconds} s`);
		}
	}
};

const refuseBadProcessing = (props: ExportWatchProps, refuse: Refuse): void => {
	const { processingStateMachine, processing, catalog } = props;
	if (processingStateMachine) {
		for (const prop of ['processedBucket', 'processing', 'catalog'] as const) {
			if (props[prop]) refuse(prop, 'is for ProcessExport, which processingStateMachine replaces');
		}
	}
	const share = processing?.toleratedRejectShare ?? 0;
	refuseOutside(refuse, 'processing.toleratedRejectShare', share, { min: 0, max: 1 }, 'as a share of all rows');
	const { batchesAtOnce = processingDefaults.batchesAtOnce, memory } = processing ?? {};
	refuseOutside(refuse, 'processing.batchesAtOnce', batchesAtOnce, { min: 1, max: MAX_BATCHES }, 'batches');
	if (!Number.isInteger(batchesAtOnce))
		refuse('processing.batchesAtOnce', `must be a whole number, not ${batchesAtOnce}`);
	if (memory) refuseOutside(refuse, 'processing.memory', memory.toMebibytes(), CONVERTING_MEMORY, 'MB');
	if (catalog) refuseBadCatalog(catalog, refuse);
};

const refuseOtherRegions = (scope: Construct, props: ExportWatchProps, refuse: Refuse): void => {
	const { region } = Stack.of(scope);
	const refuseElsewhere = (prop: string, construct: Placed | undefined) => {
		if (!construct) return;
		if (Token.compareStrings(construct.env.region, region) !== TokenComparison.DIFFERENT) return;
		refuse(prop, `is in ${construct.env.region}; it must be in the stack's own Region, ${region}`);
	};
	for (const prop of [
		'encryptionKey',
		'recordsTable',
		'topic',
		'manifestBucket',
		'alarmsTopic',
		'processedBucket',
		'processingStateMachine',
	] as const) {
		refuseElsewhere(prop, props[prop]);
	}
	for (const prop of ['exportBuckets', 'exportKeys'] as const) {
		for (const [at, construct] of (props[prop] ?? []).entries()) refuseElsewhere(`${prop}[${at}]`, construct);
	}
};

type Placed = IConstruct & { readonly env: { readonly region: string } };
