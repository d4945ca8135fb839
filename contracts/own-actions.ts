import * as z from 'zod/mini';
import type { Outcome } from './vocabulary.ts';

/** What takes the notification of an outcome: a function, a topic or a state machine by its ARN, a queue by its URL. */
const ownAction = z.object({ type: z.enum(['FUNCTION', 'QUEUE', 'TOPIC', 'STATE_MACHINE']), target: z.string() });
export type OwnAction = z.output<typeof ownAction>;

const byName = z.record(z.string(), ownAction);

/** The actions that a team brings, by their names in the record: the environment variable OWN_ACTIONS. */
export const ownActions = z.object({ onSuccess: byName, onFailure: byName });
export type OwnActions = z.output<typeof ownActions>;

/** Those that follow an outcome. */
export const ownActionsOf = (
	{ onSuccess, onFailure }: OwnActions,
	outcome: Outcome,
): Readonly<Record<string, OwnAction>> => (outcome === 'SUCCEEDED' ? onSuccess : onFailure);
