/** Adds what belongs to an execution, and forgets what was added first: a console may run for months. */
export const keepNewest = <Value>(kept: Map<string, Value>, executionArn: string, value: Value): void => {
	kept.delete(executionArn);
	kept.set(executionArn, value);
	for (const oldest of kept.keys()) {
		if (kept.size <= MAX_KEPT) return;
		kept.delete(oldest);
	}
};

const MAX_KEPT = 50;
