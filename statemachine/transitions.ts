import type { State } from './asl.ts';

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
interface Targets {
	readonly Next?: string;
	readonly Default?: string;
	readonly Choices?: readonly Rule[];
	readonly Catch?: readonly { readonly Next: string }[];
}

/** An arrow from a state to another one of the same machine, branch or iterator. */
export interface Transition {
	readonly to: string;
	/** What a Choice rule compares, or `otherwise`. */
	readonly label?: string;
	/** An error that is caught leads there. */
	readonly isCatch?: boolean;
}

/** Where a state can lead, in the order in which the definition says it; several Catch entries with one target are one. */
export const transitionsOf = (state: State): readonly Transition[] => {
	const { Next, Default, Choices = [], Catch = [] } = state as Targets;
	return [
		...(Next ? [{ to: Next }] : []),
		...Choices.map((rule) => ({ to: rule.Next ?? '', label: labelOf(rule) })),
		...(Default ? [{ to: Default, label: 'otherwise' }] : []),
		...[...new Set(Catch.map((catcher) => catcher.Next))].map((to) => ({ to, isCatch: true })),
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
