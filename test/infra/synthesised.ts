import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../infra/props/export-watch-props.ts';

export const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** An app as `cdk deploy` has it, but for bundling, which has tests of its own. */
export const newApp = (): App => new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });

export interface Resource {
	readonly Type: string;
	// biome-ignore lint/suspicious/noExplicitAny: a template's properties are what the test says they are
	readonly Properties: Record<string, any>;
	readonly DeletionPolicy?: string;
}

/** The template of the stack, with what one wants to ask of it. */
export const synthesise = (
	exportWatch: ExportWatchProps = {},
	stack = new ExportwatchStack(newApp(), 'Exportwatch', { exportWatch }),
) => {
	const template = Template.fromStack(stack);
	const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
	const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
	/** The one resource whose logical id begins with the construct's id. */
	const named = (type: string, name: string): Resource => {
		const found = ofType(type).filter(([id]) => new RegExp(`^ExportWatch${name}[0-9A-F]{8}$`).test(id));
		if (found.length !== 1) throw new Error(`${found.length} resources ${name} of ${type}`);
		return found[0]?.[1] as Resource;
	};
	return { stack, template, resources, ofType, named };
};

/** Logical ids as the ids of their constructs, intrinsics as `<X>`: so that a test reads as the policy is meant. */
export const readable = (value: unknown): string => {
	if (typeof value === 'string') return value;
	const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, never>;
	if (Ref) return String(Ref).startsWith('AWS::') ? `<${String(Ref).slice(5)}>` : `<${nameOf(Ref)}>`;
	if (attribute) return `<${nameOf(attribute[0])}${attribute[1] === 'Arn' ? '' : `.${attribute[1]}`}>`;
	if (join) return (join[1] as unknown[]).map(readable).join(join[0]);
	return JSON.stringify(value);
};

/** `ExportWatchDescribeExportJob580ECE9F` is the construct `DescribeExportJob`. */
export const nameOf = (logicalId: string): string =>
	logicalId.replace(/^ExportWatch(?=.)/, '').replace(/[0-9A-F]{8}$/, '');
