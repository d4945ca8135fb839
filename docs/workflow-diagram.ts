import { type Definition, innerDefinitions, type StateType } from '#statemachine/asl.ts';
import { type Transition, transitionsOf } from '#statemachine/transitions.ts';

const shapes: Readonly<Record<StateType, (name: string) => string>> = {
	Task: (name) => `${name}[${name}]`,
	Pass: (name) => `${name}[/${name}/]`,
	Choice: (name) => `${name}{${name}}`,
	Wait: (name) => `${name}([${name}])`,
	Parallel: (name) => `${name}[[${name}]]`,
	Map: (name) => `${name}[[${name}]]`,
	Succeed: (name) => `${name}(((${name})))`,
	Fail: (name) => `${name}(((${name})))`,
};

/** A workflow as a Mermaid flowchart: solid arrows for what follows, dotted ones for what a Catch does. */
export const workflowDiagram = (definition: Definition): string =>
	['flowchart TD', ...linesOf(definition, '\t')].join('\n');

const linesOf = ({ States }: Definition, indent: string): readonly string[] =>
	Object.entries(States).flatMap(([name, state]) => {
		const inner = innerDefinitions(state);
		return [
			...(inner.length > 0 ? subgraph(name, inner, indent) : [`${indent}${shapes[state.Type](name)}`]),
			...transitionsOf(state).map((transition) => `${indent}${name} ${arrowOf(transition)} ${transition.to}`),
		];
	});

const subgraph = (name: string, inner: readonly Definition[], indent: string): readonly string[] => [
	`${indent}subgraph ${name}`,
	...inner.flatMap((definition) => linesOf(definition, `${indent}\t`)),
	`${indent}end`,
];

const arrowOf = ({ label, isCatch }: Transition): string => {
	if (isCatch) return '-.->';
	if (label === undefined) return '-->';
	return label === 'otherwise' ? '-- otherwise -->' : `-- "${label}" -->`;
};
