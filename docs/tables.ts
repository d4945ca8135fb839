import {
	actionsOf,
	endStates,
	hasJobEnded,
	type LastState,
	METRIC_NAMESPACE,
	metricNames,
	type Outcome,
	type OutcomeEvent,
	outcomeDetailTypes,
	outcomeMetricName,
	outcomes,
	watchOptionBounds,
} from '#contracts/vocabulary.ts';
import type { WatchOptions } from '#contracts/watch-options.ts';
import { statesOf } from '#statemachine/asl.ts';
import { readDefinition } from '#statemachine/read-definition.ts';

const lastStateMeanings: Readonly<Record<LastState, string>> = {
	ExportSucceeded: 'the job is `ACTIVE`; the outcome is recorded and notified, processing has started',
	NothingToWatch: 'the reported API call left no job to watch; `reason` in the output says why',
	ExportFailed: 'the job is `CREATE FAILED`; the cause is its `failureReason`',
	WatchTimedOut: 'the deadline has passed; the job may still be running',
	WatchBroken: "the watch itself failed, so the job's end is unknown; the cause begins with the error's name",
	ActionsFailed: 'the export succeeded, but recording it, notifying or starting its processing failed',
	TriggerRejected: 'the input names no job that can be watched here, or an unknown option; the cause says which',
};

type PollOption = keyof NonNullable<WatchOptions['poll']>;
type OptionPath = Exclude<keyof WatchOptions, 'poll'> | `poll.${PollOption}`;
type BoundOption = keyof typeof watchOptionBounds;

interface OptionText {
	readonly bounds?: BoundOption;
	/** Instead of the smallest number. */
	readonly from?: string;
	readonly meaning: string;
}

const optionTexts: Readonly<Record<OptionPath, OptionText>> = {
	deadlineSeconds: { bounds: 'deadlineSeconds', meaning: 'how old the job may become, counted from its creation' },
	'poll.minSeconds': { bounds: 'minSeconds', meaning: 'the shortest wait between two polls' },
	'poll.maxSeconds': {
		bounds: 'maxSeconds',
		from: '`minSeconds`',
		meaning: 'the longest wait; 2,000 of them must reach the deadline',
	},
	'poll.costSeconds': {
		bounds: 'costSeconds',
		meaning: 'how many seconds of delay one poll is worth; a smaller value polls more often ([polling.md](polling.md))',
	},
	replay: { meaning: 'record, notify and process again, on purpose' },
	adopted: { meaning: 'a sweep has started this watch' },
};

const outcomeMeanings: Readonly<Record<Outcome, string>> = {
	SUCCEEDED: 'the job is `ACTIVE`',
	FAILED: 'the job is `CREATE FAILED`',
	TIMED_OUT: 'the job is older than its deadline',
	BROKEN: 'the watch could not find out until its deadline, or was stopped',
};

const eventMeanings: Readonly<Record<OutcomeEvent, string>> = {
	SUCCEEDED: '`SUCCEEDED`',
	FAILED: '`FAILED`',
	TIMED_OUT: '`TIMED_OUT`',
	BROKEN: '`BROKEN`',
	ACTIONS_FAILED: '`SUCCEEDED`, but an action failed',
};

const metricMeanings: Readonly<Record<keyof typeof metricNames, string>> = {
	exportDuration: 'seconds from the creation of the job to its end',
	forecastDuration: 'seconds that the first poll expected',
	detectionDelay: 'seconds from the end of the job to the poll that saw it',
	polls: 'polls of the watch',
	exportsAdopted: 'jobs for which a sweep started a watch',
	exportsGivenUp: 'jobs for which a sweep could not start a watch',
};

const lastStatesTable = (): string => {
	const states = [...statesOf(readDefinition('WatchExport'))];
	const executionOf = (name: LastState): string =>
		states.find((each) => each.name === name)?.state.Type === 'Succeed' ? 'SUCCEEDED' : 'FAILED';
	const eventOf = (name: LastState): string => {
		const event = entriesOf(endStates).find(([, state]) => state === name)?.[0];
		return event ? code(outcomeDetailTypes[event]) : '–';
	};
	return markdownTable(
		['last state', 'execution', 'meaning', 'event'],
		entriesOf(lastStateMeanings).map(([name, meaning]) => [code(name), executionOf(name), meaning, eventOf(name)]),
	);
};

const optionsTable = (): string =>
	markdownTable(
		['option', 'meaning', 'values', 'default'],
		entriesOf(optionTexts).map(([path, { bounds, from, meaning }]) => {
			if (!bounds) return [code(path), meaning, '`true`, `false`', '`false`'];
			const { min, max, default: usual } = watchOptionBounds[bounds];
			return [code(path), meaning, `${from ?? seconds(min)} to ${seconds(max)}`, seconds(usual)];
		}),
	);

const outcomesTable = (): string =>
	markdownTable(
		['outcome', 'meaning', 'has the job ended?', 'what follows'],
		entriesOf(outcomeMeanings).map(([outcome, meaning]) => [
			code(outcome),
			meaning,
			hasJobEnded[outcome] ? 'yes' : 'perhaps not',
			actionsOf[outcome].join(', '),
		]),
	);

const detailTypesTable = (): string =>
	markdownTable(
		['outcome', 'detail type'],
		entriesOf(eventMeanings).map(([event, meaning]) => [meaning, code(outcomeDetailTypes[event])]),
	);

const metricsTable = (): string =>
	markdownTable(
		[`metric in \`${METRIC_NAMESPACE}\``, 'value'],
		[
			[outcomes.map((outcome) => code(outcomeMetricName(outcome))).join(', '), '1 for each outcome'],
			...entriesOf(metricMeanings).map(([name, meaning]) => [code(metricNames[name]), meaning]),
		],
	);

/** The tables of the pages, by the name in the page's marker. */
export const tables: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
	'README.md': { 'last states': lastStatesTable },
	'docs/triggers.md': { options: optionsTable },
	'docs/outcomes.md': { outcomes: outcomesTable, 'detail types': detailTypesTable, metrics: metricsTable },
};

const entriesOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>): readonly [Key, Value][] =>
	Object.entries(record) as [Key, Value][];

const code = (text: string): string => `\`${text}\``;

const seconds = (value: number): string => {
	const days = value / 86_400;
	return `${value.toLocaleString('en')}${Number.isInteger(days) ? ` (${days} ${days === 1 ? 'day' : 'days'})` : ''}`;
};

const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
	[headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
