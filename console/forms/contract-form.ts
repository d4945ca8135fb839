import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Html } from '../pages/layout.ts';

/** What a form needs of a JSON Schema. */
interface Schema {
	readonly type?: string;
	readonly description?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly enum?: readonly string[];
	readonly default?: unknown;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
}

/** What somebody has entered, by the path of the field, as `poll.minSeconds`. */
export type Entered = Readonly<Record<string, string>>;

/** One field of a form for each property of a contract whose value is one number, flag, word or list of words. */
export const contractFields = (
	contract: z.ZodMiniType,
	entered: Entered,
	examples: Readonly<Record<string, string>> = {},
): Html => {
	const { properties = {}, required = [] } = schemaOf(contract);
	return html`${Object.entries(properties).map(([name, schema]) => field(name, schema, { entered, examples, isRequired: required.includes(name) }))}`;
};

/** The value that a form says; what was left empty is left out. Whether the contract accepts it, the contract says. */
export const readEntered = (contract: z.ZodMiniType, entered: Entered): Readonly<Record<string, unknown>> =>
	readObject('', schemaOf(contract), entered) ?? {};

const schemaOf = (contract: z.ZodMiniType): Schema =>
	z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Schema;

interface Form {
	readonly entered: Entered;
	/** What a text may look like, by the path of its field. */
	readonly examples: Readonly<Record<string, string>>;
	readonly isRequired?: boolean;
}

const field = (path: string, schema: Schema, form: Form): Html | '' => {
	const { entered, examples, isRequired } = form;
	const name = path.split('.').at(-1) ?? path;
	const value = entered[path] ?? '';
	const need = isRequired ? html`<span>${name} (required)</span>` : html`<span>${name}</span>`;
	if (schema.properties) {
		return html`<fieldset><legend>${name}</legend>${Object.entries(schema.properties).map(([inner, innerSchema]) => field(`${path}.${inner}`, innerSchema, { entered, examples }))}</fieldset>`;
	}
	if (schema.enum) {
		const options = schema.enum.map((word) =>
			word === value ? html`<option selected>${word}</option>` : html`<option>${word}</option>`,
		);
		return html`<label>${need}<select name="${path}"><option value="">default${schema.default === undefined ? '' : `: ${schema.default}`}</option>${options}</select></label>`;
	}
	switch (schema.type) {
		case 'integer':
		case 'number': {
			const range = schema.minimum === undefined ? '' : `${schema.minimum} to ${schema.maximum}`;
			return html`<label>${need}<input name="${path}" value="${value}" inputmode="decimal" placeholder="${range}"></label>`;
		}
		case 'boolean':
			return value === 'true'
				? html`<label class="check"><input type="checkbox" name="${path}" value="true" checked>${name}</label>`
				: html`<label class="check"><input type="checkbox" name="${path}" value="true">${name}</label>`;
		case 'string':
			return html`<label>${need}<input name="${path}" value="${value}" placeholder="${examples[path] ?? ''}"></label>`;
		case 'array':
			return schema.items?.type === 'string'
				? html`<label>${need} <span>one on each line</span><textarea name="${path}" rows="3" placeholder="${examples[path] ?? ''}">${value}</textarea></label>`
				: '';
		default:
			return '';
	}
};

const readObject = (
	prefix: string,
	{ properties = {} }: Schema,
	entered: Entered,
): Record<string, unknown> | undefined => {
	const values = Object.entries(properties).flatMap(([name, schema]) => {
		const value = readValue(`${prefix}${name}`, schema, entered);
		return value === undefined ? [] : [[name, value] as const];
	});
	return values.length === 0 ? undefined : Object.fromEntries(values);
};

const readValue = (path: string, schema: Schema, entered: Entered): unknown => {
	if (schema.properties) return readObject(`${path}.`, schema, entered);
	const text = entered[path]?.trim() ?? '';
	if (text === '') return undefined;
	switch (schema.type) {
		case 'integer':
		case 'number':
			// The contract refuses what is no number, and shows it.
			return Number.isNaN(Number(text)) ? text : Number(text);
		case 'boolean':
			return text === 'true';
		case 'array':
			return text
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean);
		default:
			return text;
	}
};
