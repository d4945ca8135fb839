import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';

const print = (...names: string[]) =>
	spawnSync(process.execPath, ['statemachine/print-definition.ts', ...names], { encoding: 'utf8' });

it.each(workflowNames)('prints %s as the JSON that Step Functions takes', (name) => {
	expect(JSON.parse(print(name).stdout)).toEqual(readDefinition(name));
});

it('refuses an unknown name, showing the known ones', () => {
	const { status, stderr } = print('watch-export');
	expect(status).toBe(2);
	for (const name of workflowNames) expect(stderr).toContain(name);
});
