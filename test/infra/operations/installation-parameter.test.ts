import { describe, expect, it } from 'vitest';
import { installation } from '#contracts/installation.ts';
import { nameOf, readable, synthesise } from '../../support/synthesised.ts';

const scope = { jobNamePrefix: 'team-a-' };
const stack = synthesise({ instanceName: 'team-a', scope });
const installedIn = ({ named }: ReturnType<typeof synthesise>) =>
	JSON.parse(readable(named('AWS::SSM::Parameter', 'Installation').Properties.Value));

describe('the parameter', () => {
	it('has the name of the instance, "default" unless another is given', () => {
		expect(stack.named('AWS::SSM::Parameter', 'Installation').Properties.Name).toBe('/exportwatch/team-a');
		expect(synthesise().named('AWS::SSM::Parameter', 'Installation').Properties.Name).toBe('/exportwatch/default');
	});

	it('tells where everything is, as the contract has it', () => {
		expect(installation.parse(installedIn(stack))).toEqual({
			version: 1,
			stateMachines: {
				WatchExport: '<WatchExport>',
				ExportDatasets: '<ExportDatasets>',
				ProcessExport: '<ProcessExport>',
			},
			functions: { AdoptExports: '<AdoptExports>' },
			table: '<ExportJobs>',
			topic: '<ExportOutcomes>',
			eventBus: 'default',
			buckets: { exports: ['<Exports>'], manifests: '<Manifests>', processed: '<Processed>' },
		});
	});

	it('is there before any rule, so that a second instance of the name fails before it starts a watch', () => {
		const [parameter = ''] = stack.ofType('AWS::SSM::Parameter').map(([id]) => id);
		const rules = stack.ofType('AWS::Events::Rule');
		expect(rules.map(([id]) => nameOf(id)).sort()).toContain('ExportJobApiCall');
		for (const [, rule] of rules) expect(rule).toMatchObject({ DependsOn: expect.arrayContaining([parameter]) });
	});
});
