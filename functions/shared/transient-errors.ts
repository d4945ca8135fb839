import { TRANSIENT_ERRORS } from '#contracts/vocabulary.ts';

/** Whether the workflow tries again after this error. */
export const isTransient = (error: unknown): boolean => error instanceof Error && TRANSIENT_ERRORS.includes(error.name);
