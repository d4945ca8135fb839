/** The service's limit for the input or output of a task, a state or an execution, as UTF-8. */
export const MAX_STATE_DATA_BYTES = 256 * 1024;

/** Terminal: the service lets no Retry and no Catch have it, and the engine honours the two flags. */
class DataLimitExceeded extends Error {
	override readonly name = 'States.DataLimitExceeded';
	readonly isRetryable = false;
	readonly isCatchable = false;

	constructor(stateOrTask: string) {
		super(
			`The state/task '${stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.`,
		);
	}
}

/** The JSON text of what a state or task returned; throws `States.DataLimitExceeded` when it is too large. */
export const toStateData = (stateOrTask: string, value: unknown): string => {
	// A function that returns nothing answers null on AWS too.
	const json = JSON.stringify(value ?? null);
	if (Buffer.byteLength(json) > MAX_STATE_DATA_BYTES) throw new DataLimitExceeded(stateOrTask);
	return json;
};
