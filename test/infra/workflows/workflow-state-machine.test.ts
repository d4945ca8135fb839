import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { fillPlaceholders, placeholdersOf } from '#statemachine/placeholders.ts';
import { readDefinitionJson, workflowNames } from '#statemachine/read-definition.ts';
import { readable, synthesise } from '../../support/synthesised.ts';

const { named } = synthesise();

describe.each(workflowNames)('the state machine %s', (workflow) => {
	const definition = readDefinitionJson(workflow);
	const placeholders = placeholdersOf(definition);
	const {
		DefinitionString,
		DefinitionSubstitutions = {},
		...properties
	} = named('AWS::StepFunctions::StateMachine', workflow).Properties;

	it('has the definition of its file, readable in the template', () => {
		expect(DefinitionString).toBe(definition);
	});

	it('gives each placeholder a value, and no other', () => {
		expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...placeholders].sort());
	});

	it('fills each placeholder with the resource of that name; of a function, with the version that is deployed', () => {
		for (const [placeholder, value] of Object.entries(DefinitionSubstitutions)) {
			const name = placeholder.replace(/StateMachineArn$/, '').replace(/FunctionArn$/, 'Version');
			expect(readable(value)).toBe(`<${name}>`);
		}
	});

	it('is valid with the values in it', () => {
		const values = placeholders.map((name) => [name, `arn:aws:lambda:eu-west-1:111111111111:function:${name}`]);
		const filled = fillPlaceholders(definition, { ...Object.fromEntries(values), Partition: 'aws' });
		const { isValid, errorsText } = aslValidator(JSON.parse(filled));
		expect(isValid, errorsText()).toBe(true);
	});

	it('logs every event without its data, and is traced', () => {
		expect(properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false, Level: 'ALL' });
		expect(properties.TracingConfiguration).toEqual({ Enabled: true });
	});

	it('has a log group that needs no room of its own in the resource policies for log delivery', () => {
		const [{ CloudWatchLogsLogGroup } = { CloudWatchLogsLogGroup: undefined }] =
			properties.LoggingConfiguration.Destinations;
		const { LogGroupName } = named('AWS::Logs::LogGroup', `${workflow}Logs`).Properties;
		expect(readable(CloudWatchLogsLogGroup?.LogGroupArn)).toBe(`<${workflow}Logs>`);
		expect(readable(LogGroupName)).toMatch(
			new RegExp(`^/aws/vendedlogs/states/<StackName>/ExportwatchExportWatch${workflow}\\w{8}$`),
		);
	});
});
