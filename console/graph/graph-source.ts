import { type Definition, innerDefinitions, type State, type StateType } from '#statemachine/asl.ts';
import { type Transition, transitionsOf } from '#statemachine/transitions.ts';
import { arrowKey, type PathTaken, type StateUse } from './path-taken.ts';

const shapes: Readonly<Record<StateType, string>> = {
	Task: 'shape=box, style=rounded',
	Pass: 'shape=box, style="rounded,dashed"',
	Choice: 'shape=hexagon',
	Wait: 'shape=ellipse',
	Parallel: 'shape=box',
	Map: 'shape=box',
	Succeed: 'shape=box, peripheries=2',
	Fail: 'shape=box, peripheries=2',
};

/** A workflow in Graphviz's language, with classes for what an execution has taken; `anchorOf` says where a state links to. */
export const graphSource = (definition: Definition, path: PathTaken, anchorOf: (name: string) => string): string => {
	const linesOf = ({ States }: Definition): string[] =>
		Object.entries(States).flatMap(([name, state]) => [
			...nodesOf(name, state),
			...arrowsOf(state).map((arrow) => arrowLine(name, arrow)),
		]);
	const nodesOf = (name: string, state: State): string[] => {
		const node = `${quoted(name)} [${shapes[state.Type]}, ${attributesOf(name, path, anchorOf(name))}]`;
		const inner = innerDefinitions(state);
		if (inner.length === 0) return [node];
		const clusters = inner.flatMap((branch, at) => {
			const taken = path.arrows.has(arrowKey(name, String(branch.StartAt))) ? ' taken' : '';
			const entry = `${quoted(name)} -> ${quoted(String(branch.StartAt))} [style=dotted, class="arrow inside${taken}"]`;
			return [
				`subgraph ${quoted(`cluster ${name} ${at}`)} { class=branch; style=rounded; label=""`,
				...linesOf(branch),
				'}',
				entry,
			];
		});
		return [node, ...clusters];
	};
	const arrowLine = (from: string, { to, label, isCatch }: Transition): string => {
		const taken = path.arrows.has(arrowKey(from, to)) ? ' taken' : '';
		const text = label === undefined ? '' : `, label=${quoted(` ${fieldsOnly(label)} `)}`;
		return `${quoted(from)} -> ${quoted(to)} [class=${quoted(`arrow${isCatch ? ' catch' : ''}${taken}`)}${isCatch ? ', style=dashed' : ''}${text}]`;
	};
	const settings = [
		'graph [rankdir=TB, nodesep=0.25, ranksep=0.3, bgcolor=transparent]',
		'node [fontname="Helvetica", fontsize=12, height=0.32, margin="0.12,0.04"]',
		'edge [fontname="Helvetica", fontsize=10, arrowsize=0.6]',
	];
	return ['digraph {', ...settings, ...linesOf(definition), '}'].join('\n');
};

/** One arrow for each target: several draw over each other. */
const arrowsOf = (state: State): readonly Transition[] => {
	const arrows = new Map<string, Transition>();
	for (const transition of transitionsOf(state)) {
		const known = arrows.get(transition.to);
		const label = [known?.label, transition.label].filter((text) => text !== undefined).join(' or ');
		const isCatch = transition.isCatch && (!known || known.isCatch);
		arrows.set(transition.to, { to: transition.to, ...(label && { label }), ...(isCatch && { isCatch }) });
	}
	return [...arrows.values()];
};

const attributesOf = (name: string, { states, hasEnded }: PathTaken, anchor: string): string => {
	const use = states.get(name);
	const isFaulty = use && use.retries + use.caught > 0;
	// A Succeed state is left, a Fail state is not.
	const classes = ['state', use && 'taken', isFaulty && 'faulty', use?.isOpen && (hasEnded ? 'failed' : 'open')];
	const notes = use ? notesOf(use) : '';
	const label = notes ? `${name}\n${notes}` : name;
	return `label=${quoted(label)}, class=${quoted(classes.filter(Boolean).join(' '))}, URL=${quoted(anchor)}, tooltip=${quoted(notes || name)}`;
};

const notesOf = ({ visits, retries, caught }: StateUse): string =>
	[
		visits > 1 && `${visits} visits`,
		retries > 0 && (retries === 1 ? '1 retry' : `${retries} retries`),
		caught > 0 && (caught === 1 ? 'error caught' : `${caught} errors caught`),
	]
		.filter(Boolean)
		.join(', ');

/** `record.isOwner` without the path that leads to it. */
const fieldsOnly = (label: string): string => label.replaceAll(/(?:\w+\.)+(?=\w)/g, '');

/** Graphviz reads backslashes as escapes, and entities of HTML. */
const quoted = (text: string): string =>
	`"${text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
