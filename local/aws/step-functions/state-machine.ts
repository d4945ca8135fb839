import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Definition, State } from '#statemachine/asl.ts';
import { account, arn, partition } from '../shared/names.ts';
import { lintDefinition } from './definition-lint.ts';
import { type TaskResource, type TaskResourceName, taskResourceName } from './task-resource.ts';

/** A state machine that the engine is sure to run as AWS would. */
export interface LoadedStateMachine {
	readonly stateMachineArn: string;
	readonly name: string;
	readonly roleArn: string;
	/** The text as it was given. */
	readonly definition: string;
	readonly creationDate: Date;
	readonly machine: StateMachine;
	readonly resourceOf: (state: State) => TaskResource;
}

const parse = (name: string, definition: string): Definition => {
	try {
		return JSON.parse(definition);
	} catch (error) {
		throw new Error(`the definition of ${name} is not JSON: ${(error as Error).message}`, { cause: error });
	}
};

/** Throws, naming every finding, when the definition is wrong or would run otherwise here than on AWS. */
export const loadStateMachine = (
	name: string,
	definition: string,
	resources: Readonly<Record<TaskResourceName, TaskResource>>,
	creationDate: Date,
): LoadedStateMachine => {
	const findings = lintDefinition(parse(name, definition));
	if (findings.length > 0) throw new Error(`state machine ${name} is refused:\n- ${findings.join('\n- ')}`);

	return {
		stateMachineArn: arn('states', `stateMachine:${name}`),
		name,
		roleArn: `arn:${partition}:iam::${account}:role/${name}`,
		definition,
		creationDate,
		// Validated above, by a newer asl-validator than the engine's own.
		machine: new StateMachine(parse(name, definition) as unknown as StateMachineDefinition, {
			validationOptions: { noValidate: true },
		}),
		// The lint lets no other Resource pass.
		resourceOf: (state) => resources[taskResourceName(state.Resource) as TaskResourceName],
	};
};
