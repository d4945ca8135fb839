import type { NamedState } from '#statemachine/asl.ts';

const templateFields = ['Parameters', 'ResultSelector', 'ItemSelector'];

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
