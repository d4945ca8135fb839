import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Resource } from './synthesised.ts';

const schemas = await loadAwsServiceSpec();

type Properties = ReturnType<typeof schemas.get<'typeDefinition'>>['properties'];
type PropertyType = Properties[string]['type'];

/** What the schemas of CloudFormation do not allow in a template's resources, a line each. */
export const problemsOf = (resources: Readonly<Record<string, Resource>>): readonly string[] =>
	Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
		const [schema] = schemas.lookup('resource', 'cloudFormationType', 'equals', Type);
		if (!schema) return [`${id}: there is no type ${Type}`];
		return inObject(`${id} (${Type})`, schema.properties, Properties);
	});

const inObject = (at: string, properties: Properties, value: object): string[] => [
	...Object.entries(properties)
		.filter(([name, { required }]) => required && !(name in value))
		.map(([name]) => `${at}: ${name} is missing`),
	...Object.entries(value).flatMap(([name, inner]) => {
		const property = properties[name];
		return property ? inValue(`${at}.${name}`, property.type, inner) : [`${at}: ${name} is unknown`];
	}),
];

const inValue = (at: string, type: PropertyType, value: unknown): string[] => {
	if (isIntrinsic(value)) return [];
	const wrong = () => [`${at} must be ${describe(type)}, not ${JSON.stringify(value)?.slice(0, 100)}`];
	switch (type.type) {
		case 'json':
			return [];
		case 'ref':
			return isObject(value) ? inObject(at, schemas.get('typeDefinition', type.reference).properties, value) : wrong();
		case 'array':
			return Array.isArray(value)
				? value.flatMap((item, index) => inValue(`${at}[${index}]`, type.element, item))
				: wrong();
		case 'map':
			return isObject(value)
				? Object.entries(value).flatMap(([key, item]) => inValue(`${at}.${key}`, type.element, item))
				: wrong();
		case 'union':
			return type.types.some((one) => inValue(at, one, value).length === 0) ? [] : wrong();
		case 'tag':
			return isObject(value) && 'Key' in value && 'Value' in value ? [] : wrong();
		default:
			return isPrimitive(type, value) ? [] : wrong();
	}
};

const isPrimitive = (type: PropertyType, value: unknown): boolean => {
	if ('allowedValues' in type && !(type.allowedValues as readonly unknown[]).includes(value)) return false;
	switch (type.type) {
		case 'integer':
			return Number.isInteger(value);
		case 'number':
		case 'boolean':
			return typeof value === type.type;
		case 'null':
			return value === null;
		default:
			return typeof value === 'string';
	}
};

const describe = (type: PropertyType): string =>
	'allowedValues' in type ? `one of ${JSON.stringify(type.allowedValues)}` : type.type;

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What it resolves to, only CloudFormation knows. */
const isIntrinsic = (value: unknown): boolean =>
	isObject(value) && Object.keys(value).length === 1 && /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '');
