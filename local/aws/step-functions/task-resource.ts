/** An integration that a Task's `Resource` names. */
export interface TaskResource {
	/** This and `resource` are its names in events. */
	readonly resourceType: string;
	readonly resource: string;
	/**
	 * `signal` aborts when nobody waits for the result any more; `submitted` reports the answer that started a `.sync`
	 * job.
	 */
	readonly run: (
		parameters: Readonly<Record<string, unknown>>,
		signal: AbortSignal,
		submitted: (output: unknown) => void,
	) => Promise<unknown>;
}

/** Fails a Task: the engine matches `name` in Retry and Catch, and takes `message` as the Cause. */
export class TaskFailure extends Error {
	override readonly name: string;

	constructor(error: string, cause: string) {
		super(cause);
		this.name = error;
	}
}

/** The parameters of each resource; the first is required. */
export const taskParameters = {
	'lambda:invoke': ['FunctionName', 'Payload'],
	'states:startExecution.sync:2': ['StateMachineArn', 'Input', 'Name'],
} as const;

export type TaskResourceName = keyof typeof taskParameters;

/** `lambda:invoke` for `arn:aws:states:::lambda:invoke`; undefined for a resource that cannot run here. */
export const taskResourceName = (resourceArn: unknown): TaskResourceName | undefined => {
	const name = /^arn:aws[\w-]*:states:::(.+)$/.exec(String(resourceArn))?.[1];
	return name && Object.hasOwn(taskParameters, name) ? (name as TaskResourceName) : undefined;
};
