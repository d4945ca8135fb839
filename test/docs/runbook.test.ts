import { readFileSync } from 'node:fs';
import { Duration } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { statesOf } from '#statemachine/asl.ts';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { buckets, stateMachineArnOf, tableName } from '../../local/aws/shared/names.ts';
import { nameOf, synthesise } from '../support/synthesised.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const entries = new Map(
	runbook
		.split(/^### /m)
		.slice(1)
		.map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.split('\n## ')[0] ?? '']),
);
const headings = [...entries.keys()].map((heading) => heading.toLowerCase());

const { ofType, template } = synthesise({ noSuccessFor: Duration.hours(26) });
const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
	name: nameOf(id),
	anchor: / What to do: docs\/runbook\.md#(\w+)$/.exec(Properties.AlarmDescription)?.[1],
}));
const failStates = workflowNames.flatMap((workflow) =>
	[...statesOf(readDefinition(workflow))].filter(({ state }) => state.Type === 'Fail').map(({ name }) => name),
);

describe('the runbook', () => {
	it.each(alarms)('has the entry that the alarm $name names', ({ anchor }) => {
		expect(headings).toContain(anchor);
	});

	it.each(failStates)('has an entry for the Fail state %s', (state) => {
		expect([...entries.keys()]).toContain(state);
	});

	it('has no entry that no alarm and no Fail state leads to', () => {
		const leading = [...alarms.map(({ anchor }) => anchor), ...failStates.map((state) => state.toLowerCase())];
		expect(headings.filter((heading) => !leading.includes(heading))).toEqual([]);
	});

	it.each([...entries])('says of %s what it means, what to check, what to do and how to replay', (_heading, entry) => {
		expect([...entry.matchAll(/^\*\*(\w+)\.\*\* \S/gm)].map(([, part]) => part)).toEqual([
			'Means',
			'Check',
			'Do',
			'Replay',
		]);
	});

	it('sets the same variables on the embedded AWS as on AWS, to what is there', () => {
		const [, onAws = '', embedded = ''] = runbook.split('```sh\n');
		const variables = (block: string) =>
			new Map([...block.matchAll(/(?:^| )([A-Z_]+)=(\S+)/gm)].map(([, name, value]) => [name, value]));
		const machines = variables(embedded).get('MACHINES') ?? '';
		const set = new Map([...variables(embedded)].map(([name, value]) => [name, value?.replace('$MACHINES', machines)]));
		const known = { WATCH: 'WatchExport', EXPORTS: 'ExportDatasets', PROCESS: 'ProcessExport' } as const;
		for (const [name, workflow] of Object.entries(known)) expect(set.get(name)).toBe(stateMachineArnOf(workflow));
		expect(set.get('TABLE')).toBe(tableName);
		expect(set.get('PROCESSED')).toBe(buckets.processed);
		const missing = [...variables(onAws).keys()].filter((name) => !set.has(name));
		expect(missing).toEqual(['DEAD_LETTERS']);
	});

	it('names outputs of the stack', () => {
		const outputs = Object.keys(template.findOutputs('*'));
		for (const [, output] of runbook.matchAll(/\$\(out (\w+)\)/g)) expect(outputs).toContain(output);
	});
});
