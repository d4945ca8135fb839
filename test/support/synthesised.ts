import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../infra/props/export-watch-props.ts';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** An app as `cdk deploy` has it, except for bundling and validation, which are slow and have tests of their own. */
export const newApp = ({ builtinCloudFormationValidation = false } = {}): App =>
	new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation });

export interface Resource {
	readonly Type: string;
	// biome-ignore lint/suspicious/noExplicitAny: a template's properties are what the test says they are
	readonly Properties: Record<string, any>;
	readonly DeletionPolicy?: string;
}

/** The template of the stack, with what tests ask of it. */
export const synthesise = (
	exportWatch: ExportWatchProps = {},
	stack = new ExportwatchStack(newApp(), 'Exportwatch', { exportWatch }),
) => {
	const template = Template.fromStack(stack);
	const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
	const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
	/** The one resource of this type and name. */
	const named = (type: string, name: string): Resource => {
		const found = ofType(type).filter(([id]) => nameOf(id) === name);
		if (found.length !== 1) throw new Error(`${found.length} resources ${name} of ${type}`);
		return found[0]?.[1] as Resource;
	};
	return { stack, template, resources, ofType, named };
};

export type Synthesised = ReturnType<typeof synthesise>;

/** Checks every resource of a type, of which there must be one at least. */
export const eachOfType = (
	{ ofType }: Synthesised,
	type: string,
	check: (properties: Resource['Properties'], name: string) => void,
): void => {
	const found = ofType(type);
	if (found.length === 0) throw new Error(`no resource of ${type}`);
	for (const [id, { Properties }] of found) check(Properties, nameOf(id));
};

/** Logical ids as the names of their constructs, intrinsics as `<X>`, so that a test reads as the policy is meant. */
export const readable = (value: unknown): string => {
	if (typeof value === 'string') return value;
	const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, never>;
	if (Ref) return String(Ref).startsWith('AWS::') ? `<${String(Ref).slice(5)}>` : `<${nameOf(Ref)}>`;
	if (attribute) return `<${nameOf(attribute[0])}${attribute[1] === 'Arn' ? '' : `.${attribute[1]}`}>`;
	if (join) return (join[1] as unknown[]).map(readable).join(join[0]);
	return JSON.stringify(value);
};

/** A part of a template with each reference to a resource as `<X>`. */
export const withNames = (part: unknown): unknown =>
	JSON.parse(JSON.stringify(part ?? null), (_key, value) => (isReference(value) ? readable(value) : value));

const isReference = (value: unknown) =>
	typeof value === 'object' && value !== null && ('Ref' in value || 'Fn::GetAtt' in value);

/**
 * The name of a construct, without the constructs that it stands in. `ExportWatchWatchExportDescribeExportJob580ECE9F`
 * is `DescribeExportJob`; `ExportWatchWatchExportStateMachine94A3D2C6` has the name of its workflow, `WatchExport`.
 * The version of a function is `DescribeExportJobVersion`.
 */
export const nameOf = (logicalId: string): string =>
	logicalId
		.replace(/CurrentVersion[0-9A-F]{8}[0-9a-f]{32}$/, 'Version')
		.replace(/[0-9A-F]{8}$/, '')
		.replace(/^ExportWatch(?=.)/, '')
		.replace(/^(WatchExport|ExportDatasets|ProcessExport)StateMachine/, '$1$1')
		.replace(
			/^(WatchExport|ExportDatasets|ProcessExport|AdoptExports|RecordStoppedWatch|RecordStoppedProcessing|NotifyStoppedExports|Stores|Alarms)(?=.)/,
			'',
		);
