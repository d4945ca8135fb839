import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../infra/export-watch.ts';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../infra/props/export-watch-props.ts';
import { newApp } from './synthesised.ts';

/** What cdk-nag finds in the stack, each as `rule: where`. */
const findingsOf = (propsIn: (scope: Stack) => ExportWatchProps): string[] => {
	const app = newApp();
	const given = new Stack(app, 'Given');
	const stack = new ExportwatchStack(app, 'Exportwatch', { exportWatch: propsIn(given) });
	const { violations } = new AwsSolutionsChecks(app, { verbose: true }).validateScope(stack);
	return violations.flatMap(({ ruleName, violatingResources }) =>
		violatingResources.map(({ constructPath }) => `${ruleName}: ${constructPath}`),
	);
};

describe('cdk-nag’s AwsSolutions pack has nothing to say', () => {
	it('of the stack as it stands', () => {
		expect(findingsOf(() => ({}))).toEqual([]);
	});

	it('of the construct in an app of another team, whatever feature flags that has', () => {
		const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
		const stack = new Stack(app, 'Team');
		new ExportWatch(stack, 'Watch');
		expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
	});

	it('of one with a customer key, an alarms topic and a catalogue', () => {
		const findings = findingsOf((scope) => ({
			encryptionKey: new Key(scope, 'Key', { enableKeyRotation: true }),
			alarmsTopic: new Topic(scope, 'Alarms', { enforceSSL: true }),
			noSuccessFor: Duration.hours(24),
			catalog: { schemas: { USERS: { type: 'record', name: 'Users', fields: [{ name: 'USER_ID', type: 'string' }] } } },
		}));
		expect(findings).toEqual([]);
	});
});

describe('an accepted finding', () => {
	const app = newApp();
	const stack = new ExportwatchStack(app, 'Exportwatch');
	const accepted = stack.node
		.findAll()
		.flatMap((construct) =>
			construct.node.metadata
				.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
				.flatMap(({ data }) =>
					Object.entries(data as Record<string, string>).map(([id, reason]) => ({ construct, id, reason })),
				),
		);

	it('stands on one role, machine or queue, never on the whole', () => {
		expect(accepted.length).toBeGreaterThan(0);
		for (const { construct } of accepted) expect(construct.node.path).toMatch(/^Exportwatch\/ExportWatch\/\w+/);
	});

	it('names the one resource where it is about a wildcard, and says why in a sentence', () => {
		for (const { id, reason } of accepted) {
			if (id.includes('IAM5')) expect(id).toMatch(/\[Resource::.*\*.*\]$/);
			expect(reason).toMatch(/^[A-Z].{20,}\.$/);
		}
	});
});

describe('the validation that comes with CDK', () => {
	it('finds the template valid, with no credentials and no network', () => {
		const app = newApp();
		new ExportwatchStack(app, 'Exportwatch');
		const { directory } = app.synth();
		const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
		expect(pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
	});
});
