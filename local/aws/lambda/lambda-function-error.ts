/** The error that a function's handler threw, as Lambda reports it. */
export class LambdaFunctionError extends Error {
	override readonly name = 'LambdaFunctionError';
	readonly errorType: string;
	readonly errorMessage: string;
	readonly trace: readonly string[];

	constructor(errorType: string, errorMessage: string, trace: readonly string[]) {
		super(`${errorType}: ${errorMessage}`);
		this.errorType = errorType;
		this.errorMessage = errorMessage;
		this.trace = trace;
	}
}
