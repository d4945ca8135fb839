import { Graphviz } from '@hpcc-js/wasm-graphviz';

let loading: Promise<Graphviz> | undefined;

/** The graph as an `<svg>` element without a fixed size, to be styled by the classes of its parts. */
export const drawGraph = async (source: string): Promise<string> => {
	loading ??= Graphviz.load();
	const svg = (await loading).dot(source);
	return svg
		.slice(svg.indexOf('<svg'))
		.replace(/<svg width="\d+pt" height="\d+pt"/, '<svg role="img" aria-label="graph of the states"')
		.replaceAll(/<title>.*?<\/title>\n?/g, '');
};
