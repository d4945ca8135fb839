import { randomUUID } from 'node:crypto';
import type { RecordedAction } from '#contracts/export-job-record.ts';
import { ServiceUnavailable } from './errors.ts';

/** An action and its place in a record. */
export interface ClaimableAction {
	readonly name: string;
	readonly recorded: RecordedAction | undefined;
	/** The execution that does it. */
	readonly executionArn: string;
	/** Writes it in the place of the recorded one; false if that has changed. */
	readonly claim: (claimed: RecordedAction) => Promise<boolean>;
	/** Writes it in the place of the one that has this claim. */
	readonly endClaim: (ended: RecordedAction, claimId: string) => Promise<unknown>;
	readonly readAgain: () => Promise<RecordedAction | undefined>;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

/** A function may run without giving up its claim for as long as its time limit and a little more. */
const CLAIM_MILLISECONDS = 60_000;

/**
 * Does an action unless the record says that it is done, and records that it is. Of any number of functions at once, of one
 * execution or of several, only the one that has claimed the action does it. Only if the action succeeded without this
 * function knowing it (a lost answer, a function that died) does the next one repeat it.
 *
 * @param work does it, and answers with the id of what came of it
 * @throws ServiceUnavailable if another function may be doing it just now
 */
export const doOnce = async (
	{ name, recorded, executionArn, claim, endClaim, readAgain, now, warn }: ClaimableAction,
	work: () => Promise<string | undefined>,
): Promise<void> => {
	if (recorded?.status === 'DONE') return;
	if (isClaimed(recorded, now())) throw new ServiceUnavailable(name, new Error(`${recorded?.executionArn} is at it`));

	const claimId = randomUUID();
	const started: RecordedAction = { status: 'STARTED', executionArn, startedAt: now().toISOString() };
	// If the answer of the claim was lost, the client claimed a second time, in vain.
	if (!(await claim({ ...started, claimId })) && (await readAgain())?.claimId !== claimId) {
		throw new ServiceUnavailable(name, new Error('another function has claimed it'));
	}
	try {
		const id = await work();
		const done: RecordedAction = { ...started, status: 'DONE', doneAt: now().toISOString(), ...(id && { id }) };
		// A retry of the step would repeat the action at once; a later execution repeats it once, with the same id.
		await endClaim(done, claimId).catch((error: Error) =>
			warn(`${name} is done, but the record does not say so`, error),
		);
	} catch (failure) {
		await endClaim(started, claimId).catch((error: Error) =>
			warn(`${name} can be tried again only in a minute`, error),
		);
		throw failure;
	}
};

const isClaimed = ({ claimId, startedAt = '' }: Partial<RecordedAction> = {}, now: Date): boolean =>
	claimId !== undefined && now.getTime() - Date.parse(startedAt) < CLAIM_MILLISECONDS;
