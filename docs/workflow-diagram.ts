import { type Definition, innerDefinitions, type State, type StateType } from '#statemachine/asl.ts';

/** What a Choice rule of ours can say. */
interface Rule {
	readonly Next?: string;
	readonly StringEquals?: string;
	readonly BooleanEquals?: boolean;
	readonly NumericLessThan?: number;
	readonly NumericGreaterThan?: number;
	readonly NumericGreaterThanEqualsPath?: string;
	readonly Variable?: string;
	readonly And?: readonly Rule[];
}

/** Where a state leads. */
interface Transitions {
	readonly Next?: string;
	readonly Default?: string;
	readonly Choices?: readonly Rule[];
	readonly Catch?: readonly { readonly Next: string }[];
}

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
			...edgesOf(name, state).map((edge) => `${indent}${edge}`),
		];
	});

const subgraph = (name: string, inner: readonly Definition[], indent: string): readonly string[] => [
	`${indent}subgraph ${name}`,
	...inner.flatMap((definition) => linesOf(definition, `${indent}\t`)),
	`${indent}end`,
];

const edgesOf = (name: string, state: State): readonly string[] => {
	const { Next, Default, Choices = [], Catch = [] } = state as Transitions;
	return [
		...(Next ? [`${name} --> ${Next}`] : []),
		...Choices.map((rule) => `${name} -- "${labelOf(rule)}" --> ${rule.Next}`),
		...(Default ? [`${name} -- otherwise --> ${Default}`] : []),
		...[...new Set(Catch.map((catcher) => catcher.Next))].map((next) => `${name} -.-> ${next}`),
	];
};

const labelOf = (rule: Rule): string => {
	if (rule.And) return rule.And.map(labelOf).join(', ');
	const field = nameOf(rule.Variable);
	if (rule.StringEquals !== undefined) return rule.StringEquals;
	if (rule.NumericLessThan !== undefined) return `${field} < ${rule.NumericLessThan}`;
	if (rule.NumericGreaterThan !== undefined) return `${field} > ${rule.NumericGreaterThan}`;
	if (rule.NumericGreaterThanEqualsPath) return `${field} ≥ ${nameOf(rule.NumericGreaterThanEqualsPath)}`;
	return `${rule.BooleanEquals ? '' : 'not '}${field}`;
};

const nameOf = (path = ''): string => path.replace('$.', '');
