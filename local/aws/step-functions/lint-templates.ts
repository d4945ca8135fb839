import type { NamedState } from '#statemachine/asl.ts';
import { textIntrinsics } from './text-intrinsics.ts';

export const templateFields = ['Parameters', 'ResultSelector', 'ItemSelector'];

/** A path or a call of an intrinsic. */
const isExpression = (value: unknown): boolean =>
	typeof value === 'string' && /^(\$$|\$\$|\$[.[]|States\.\w+\()/.test(value);

/** A path is read only under a key that ends in `.$`; under any other key it stays text. */
export const lintTemplates = ({ state }: NamedState): string[] =>
	templateFields.flatMap((field) =>
		expressionsTakenAsText(field, state[field]).map(
			([key, value]) =>
				`${key} would be the text ${JSON.stringify(value)}: write the key as "${key.split('.').at(-1)}.$"`,
		),
	);

const expressionsTakenAsText = (key: string, value: unknown): [key: string, value: unknown][] => {
	if (isExpression(value)) return key.endsWith('.$') ? [] : [[key, value]];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([inner, innerValue]) => expressionsTakenAsText(`${key}.${inner}`, innerValue));
};

/** What the engine gets wrong even if the texts are made outside of it. */
export const lintIntrinsics = ({ state }: NamedState): string[] => {
	const expressions = templateFields.flatMap((field) => intrinsicsIn(state[field]));
	return [...expressions.flatMap(lintIntrinsic), ...lintSelectedText(state)];
};

const intrinsicsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return isExpression(value) && !value.startsWith('$') ? [value] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(intrinsicsIn) : [];
};

/** The engine drops backslashes from the texts that these return. */
const lossyIntrinsics = ['ArrayGetItem', 'Base64Decode', 'StringToJson'];

const lintIntrinsic = (expression: string): string[] => {
	if (expression.includes('\\')) {
		return [`the engine drops the backslash of ${expression}: pass the text in the state data`];
	}
	const around: string[] = [];
	return [...expression.replace(/'[^']*'/g, '').matchAll(/States\.(\w+)\(|\)/g)].flatMap(([, name]) => {
		if (name === undefined) {
			around.pop();
			return [];
		}
		const outer = around.at(-1);
		around.push(name);
		if (lossyIntrinsics.includes(name)) return [`the engine drops backslashes from States.${name}: let a Task do it`];
		return textIntrinsics.includes(name) && outer && ![...textIntrinsics, 'Array'].includes(outer)
			? [`States.${name} cannot run inside States.${outer} here: make the text in a state of its own`]
			: [];
	});
};

/** The texts are made in the output of the state: then it must not be such a text itself. */
const lintSelectedText = ({ Type, Parameters, ResultSelector, OutputPath }: NamedState['state']): string[] =>
	intrinsicsIn([Type === 'Pass' && Parameters, ResultSelector]).some((expression) =>
		textIntrinsics.some((name) => expression.startsWith(`States.${name}(`)),
	) && (OutputPath ?? '$') !== '$'
		? [`OutputPath ${OutputPath} cannot select a text that an intrinsic makes here: select it in the next state`]
		: [];

/** The paths of the context object that the engine gets right: at the top, and inside a Parallel or Map. */
const knownContext = /^\$\$\.(Execution\.(Id|Name|RoleArn|StartTime|Input)|StateMachine\.(Id|Name))(?!\w)/;
const knownNestedContext = /^\$\$\.(Execution\.(Id|Name|RoleArn)|StateMachine\.(Id|Name))(?!\w)/;
const knownItemContext = /^\$\$\.Map\.Item\.(Index|Value)(?!\w)/;

/** Free text, and the inner states, which are checked on their own. */
const fieldsWithoutPaths = ['Comment', 'Result', 'Branches', 'ItemProcessor', 'Iterator'];

export const lintContextPaths = ({ state, isNested }: NamedState): string[] => {
	const known = isNested ? knownNestedContext : knownContext;
	return Object.entries(state).flatMap(([field, value]) => {
		if (fieldsWithoutPaths.includes(field)) return [];
		const isItemTemplate = state.Type === 'Map' && (field === 'ItemSelector' || field === 'Parameters');
		return contextPathsIn(value)
			.filter((path) => !known.test(path) && !(isItemTemplate && knownItemContext.test(path)))
			.map((path) => `the engine gets ${path} wrong here: pass the value in the state data`);
	});
};

/** Intrinsics may contain paths too. */
const contextPathsIn = (value: unknown): string[] => JSON.stringify(value)?.match(/\$\$\.[\w.]+/g) ?? [];
