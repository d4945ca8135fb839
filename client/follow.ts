import { setTimeout as sleep } from 'node:timers/promises';
import type { GroupExport } from './export-datasets.ts';
import type { Watch } from './read-watch.ts';

/** Between two looks at what may change at any time. */
const MIN_MILLISECONDS = 500;
/** Between two looks at what waits: by then, somebody may have stopped it. */
const MAX_MILLISECONDS = 5_000;

/**
 * Gives what `read` finds, now and after each change, until it has ended.
 *
 * @param describe what is the same as long as nothing has changed; when it will change next, if that is known
 * @throws AbortError when the signal aborts
 */
async function* follow<Subject>(
	read: () => Promise<Subject>,
	describe: (subject: Subject) => {
		readonly version: string;
		readonly hasEnded: boolean;
		readonly nextChangeAt?: string | undefined;
	},
	signal: AbortSignal | undefined,
): AsyncGenerator<Subject, void, undefined> {
	let seen: string | undefined;
	for (;;) {
		const subject = await read();
		const { version, hasEnded, nextChangeAt } = describe(subject);
		if (version !== seen) yield subject;
		seen = version;
		if (hasEnded) return;
		const untilChange = nextChangeAt ? Date.parse(nextChangeAt) - Date.now() : 0;
		await sleep(Math.min(Math.max(untilChange, MIN_MILLISECONDS), MAX_MILLISECONDS), undefined, { signal });
	}
}

/** The watch now and after each change. The first look finds its execution; the others read only that. */
export async function* followWatch(
	jobOrExecution: string,
	readWatch: (jobOrExecution: string) => Promise<Watch>,
	signal: AbortSignal | undefined,
): AsyncGenerator<Watch, void, undefined> {
	let followed = jobOrExecution;
	const read = async () => {
		const watch = await readWatch(followed);
		followed = watch.execution?.executionArn ?? followed;
		return watch;
	};
	yield* follow(read, describeWatch, signal);
}

const describeWatch = ({ execution, record, state, nextPollAt }: Watch) => ({
	version: JSON.stringify([state, execution?.visits.map(({ exitedAt, errors }) => [exitedAt, errors.length]), record]),
	hasEnded: state !== 'RUNNING',
	nextChangeAt: nextPollAt,
});

export const followExport = (
	read: () => Promise<GroupExport>,
	signal: AbortSignal | undefined,
): AsyncGenerator<GroupExport, void, undefined> =>
	follow(
		read,
		({ execution, datasets }) => ({
			version: JSON.stringify([execution.status, execution.visits.length, datasets]),
			hasEnded: execution.status !== 'RUNNING',
		}),
		signal,
	);
