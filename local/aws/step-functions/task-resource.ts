/** What a Task's `Resource` stands for: how its events name it, what it takes and how it runs. */
export interface TaskResource {
	readonly resourceType: string;
	readonly resource: string;
	/** `signal` aborts when nobody waits for the result any more; `submitted` reports what a `.sync` job was started as. */
	readonly run: (
		parameters: Readonly<Record<string, unknown>>,
		signal: AbortSignal,
		submitted: (output: unknown) => void,
	) => Promise<unknown>;
}

/** Fails a Task: the engine matches `name` in Retry and Catch, and takes `message` for the Cause. */
export class TaskFailure extends Error {
	override readonly name: string;

	constructor(error: string, cause: string) {
		super(cause);
		this.name = error;
	}
}

/** The parameters that each runnable resource takes, the first of them being required. */
export const taskParameters = {
	'lambda:invoke': ['FunctionName', 'Payload'],
	'states:startExecution.sync:2': ['StateMachineArn', 'Input', 'Name'],
} as const;

export type TaskResourceName = keyof typeof taskParameters;

/** `lambda:invoke` for `arn:aws:states:::lambda:invoke`; undefined for what cannot run here. */
export const taskResourceName = (resourceArn: unknown): TaskResourceName | undefined => {
	const name = /^arn:aws[\w-]*:states:::(.+)$/.exec(String(resourceArn))?.[1];
	return name && Object.hasOwn(taskParameters, name) ? (name as TaskResourceName) : undefined;
};
