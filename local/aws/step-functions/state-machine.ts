import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Definition, State } from '#statemachine/asl.ts';
import { account, arn, partition } from '../shared/names.ts';
import { lintDefinition } from './definition-lint.ts';
import { mendDefinition } from './mend-definition.ts';
import { type TaskResource, type TaskResourceName, taskResourceName } from './task-resource.ts';

/** A state machine that the engine runs as AWS would. */
export interface LoadedStateMachine {
	readonly stateMachineArn: string;
	readonly name: string;
	readonly roleArn: string;
	/** The text that was loaded. */
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

/** @throws Error with every finding, if the definition is invalid or would run differently here than on AWS */
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
		// validated above, by a newer asl-validator than the engine's own
		machine: new StateMachine(mendDefinition(parse(name, definition)) as unknown as StateMachineDefinition, {
			validationOptions: { noValidate: true },
		}),
		// the lint refuses any other Resource
		resourceOf: (state) => resources[taskResourceName(state.Resource) as TaskResourceName],
	};
};
