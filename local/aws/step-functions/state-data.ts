/** The service's limit for the input or output of a task, a state or an execution, in UTF-8. */
export const MAX_STATE_DATA_BYTES = 256 * 1024;

/** Permanent: the service neither retries nor catches it. The engine reads the two flags. */
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

/**
 * The result of a state or task as JSON.
 *
 * @throws States.DataLimitExceeded
 */
export const toStateData = (stateOrTask: string, value: unknown): string => {
	// a function that returns nothing answers null on AWS too
	const json = JSON.stringify(value ?? null);
	if (Buffer.byteLength(json) > MAX_STATE_DATA_BYTES) throw new DataLimitExceeded(stateOrTask);
	return json;
};
