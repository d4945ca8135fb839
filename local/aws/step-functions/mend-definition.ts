import type { Definition, State } from '#statemachine/asl.ts';
import { templateFields } from './lint-templates.ts';
import { deferTexts } from './text-intrinsics.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The definition as the engine has to read it, so that it does what the service does with the given one. */
export const mendDefinition = (definition: Definition): Definition => ({
	...definition,
	States: mapFields(definition.States, (state) => mendState(state as State)) as Definition['States'],
});

const mendState = (state: State): State =>
	mapFields(state, (value, field) => {
		if (templateFields.includes(field)) return mendTemplate(value);
		if (field === 'Choices') return (value as Fields[]).map(mendRule);
		if (field === 'Branches') return (value as Definition[]).map(mendDefinition);
		if (field === 'ItemProcessor' || field === 'Iterator') return mendDefinition(value as Definition);
		return value;
	}) as State;

const mendTemplate = (template: unknown): unknown => {
	if (Array.isArray(template)) return template.map(mendTemplate);
	if (typeof template !== 'object' || template === null) return template;
	return mapFields(template as Fields, (value, key) =>
		key.endsWith('.$') && typeof value === 'string' && !value.startsWith('$') ? deferTexts(value) : mendTemplate(value),
	);
};

/** The engine compares values of any type as JavaScript does; for the service a value of another type does not match. */
const mendRule = (rule: Fields): Fields => {
	const { Next, ...comparison } = mapFields(rule, (value, field) => {
		if (field === 'And' || field === 'Or') return (value as Fields[]).map(mendRule);
		return field === 'Not' ? mendRule(value as Fields) : value;
	});
	const type = Object.keys(rule)
		.map((operator) => /^(Numeric|String|Timestamp)[A-Z]/.exec(operator)?.[1])
		.find(Boolean);
	return type ? { And: [{ Variable: rule.Variable, [`Is${type}`]: true }, comparison], Next } : { ...comparison, Next };
};

const mapFields = (fields: Fields, map: (value: unknown, field: string) => unknown): Record<string, unknown> =>
	Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, map(value, field)]));
