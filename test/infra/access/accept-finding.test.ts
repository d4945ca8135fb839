import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../../infra/props/export-watch-props.ts';
import { newApp } from '../../support/synthesised.ts';

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

describe('the AwsSolutions pack of cdk-nag finds nothing', () => {
	it('in the stack as it stands', () => {
		expect(findingsOf(() => ({}))).toEqual([]);
	});

	it('in the construct in another team’s app, whatever its feature flags', () => {
		const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
		const stack = new Stack(app, 'Team');
		new ExportWatch(stack, 'Watch');
		expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
	});

	it('in a stack with a customer key, an alarms topic and a catalog', () => {
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

	it('stands on one role, policy, state machine or queue, never on the whole', () => {
		expect(accepted.length).toBeGreaterThan(0);
		const kinds = [Role, Policy, StateMachine, Queue];
		for (const { construct } of accepted) {
			expect(
				kinds.some((kind) => construct instanceof kind),
				construct.node.path,
			).toBe(true);
		}
	});

	it('names the one resource where it is about a wildcard, and says why in a sentence', () => {
		for (const { id, reason } of accepted) {
			if (id.includes('IAM5')) expect(id).toMatch(/\[Resource::.*\*.*\]$/);
			expect(reason).toMatch(/^[A-Z].{20,}\.$/);
		}
	});
});
