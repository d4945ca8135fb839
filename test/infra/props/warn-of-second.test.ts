import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import { newApp } from '../../support/synthesised.ts';

const env = { account: '111111111111', region: 'eu-west-1' };
const warningsOf = (stack: Stack) =>
	Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('keep one of them'));

describe('a second ExportWatch', () => {
	it('in the same stack is warned of', () => {
		const stack = new Stack(newApp(), 'Here');
		new ExportWatch(stack, 'First');
		new ExportWatch(stack, 'Second');
		expect(warningsOf(stack)).toEqual([expect.objectContaining({ id: '/Here/Second' })]);
	});

	it('in another stack of the same account and Region is warned of, in another Region not', () => {
		const app = newApp();
		new ExportWatch(new Stack(app, 'Here', { env }), 'Watch');
		const second = new Stack(app, 'Second', { env });
		new ExportWatch(second, 'Watch');
		const elsewhere = new Stack(app, 'Elsewhere', { env: { ...env, region: 'us-east-1' } });
		new ExportWatch(elsewhere, 'Watch');
		expect(warningsOf(second)).toHaveLength(1);
		expect(warningsOf(elsewhere)).toEqual([]);
	});

	it('in a stack for any account is not, because it may go to another account', () => {
		const app = newApp();
		new ExportWatch(new Stack(app, 'Development'), 'Watch');
		const production = new Stack(app, 'Production');
		new ExportWatch(production, 'Watch');
		expect(warningsOf(production)).toEqual([]);
	});
});
