import { describe, expect, it } from 'vitest';
import type { Definition } from '#statemachine/asl.ts';
import { statesOf } from '#statemachine/asl.ts';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { drawGraph } from '../../../console/graph/draw-graph.ts';
import { graphSource } from '../../../console/graph/graph-source.ts';
import { arrowKey, type PathTaken } from '../../../console/graph/path-taken.ts';

const NOT_STARTED: PathTaken = { states: new Map(), arrows: new Set(), hasEnded: false };
const draw = (definition: Definition, path: PathTaken = NOT_STARTED) =>
	drawGraph(graphSource(definition, path, (name) => `#${encodeURIComponent(name)}`));

describe('the graph of an execution', () => {
	it.each(workflowNames)('shows every state of %s, each with a link to its data', async (workflow) => {
		const definition = readDefinition(workflow);
		const svg = await draw(definition);
		for (const { name } of statesOf(definition)) {
			expect(svg).toContain(`>${name}</text>`);
			expect(svg).toContain(`href="#${name}"`);
		}
	});

	it('marks what was taken, where the execution is, and what was retried', async () => {
		const use = { visits: 1, retries: 0, caught: 0, isOpen: false };
		const path = {
			states: new Map([
				['AcceptTrigger', { ...use, retries: 2 }],
				['IsThereAJobToWatch', { ...use, isOpen: true }],
			]),
			arrows: new Set([arrowKey('AcceptTrigger', 'IsThereAJobToWatch')]),
		};
		const definition = readDefinition('WatchExport');
		const svg = await draw(definition, { ...path, hasEnded: false });
		expect(svg).toContain('class="node state taken faulty"');
		expect(svg).toContain('>2 retries</text>');
		expect(svg).toContain('class="node state taken open"');
		expect(svg.match(/class="edge arrow taken"/g)).toHaveLength(1);
		expect(await draw(definition, { ...path, hasEnded: true })).toContain('class="node state taken failed"');
	});

	it('draws one arrow between two states, however many rules lead there', async () => {
		const definition = {
			StartAt: 'Ask',
			States: {
				Ask: {
					Type: 'Choice',
					Choices: [
						{ Variable: '$.a', StringEquals: 'X', Next: 'End' },
						{ Variable: '$.a', StringEquals: 'Y', Next: 'End' },
					],
				},
				End: { Type: 'Succeed' },
			},
		} as const;
		const svg = await draw(definition);
		expect(svg.match(/class="edge/g)).toHaveLength(1);
		expect(svg).toContain('X or Y');
	});

	it('shows names of any characters as text', async () => {
		const name = `a"b\\n<script>alert(1)</script>&amp; é`;
		const svg = await draw({ StartAt: name, States: { [name]: { Type: 'Succeed' } } });
		expect(svg).not.toContain('<script>');
		expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp; é');
	});
});
