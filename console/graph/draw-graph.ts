import { Graphviz } from '@hpcc-js/wasm-graphviz';

let loading: Promise<Graphviz> | undefined;

/** A point of Graphviz is so many pixels: the texts have the size of the page's. */
const PIXELS = 1.15;
/** How far a narrow page may shrink a graph, before it scrolls: the style has the same widths. */
const sizes = [
	{ pixels: 900, name: 'wide' },
	{ pixels: 500, name: 'medium' },
] as const;

/** The graph as an `<svg>` element, to be styled by the classes of its parts. */
export const drawGraph = async (source: string): Promise<string> => {
	loading ??= Graphviz.load();
	const svg = (await loading).dot(source);
	return svg
		.slice(svg.indexOf('<svg'))
		.replace(/<svg width="(\d+)pt" height="\d+pt"/, (_, points: string) => {
			const width = Math.round(Number(points) * PIXELS);
			const size = sizes.find(({ pixels }) => width > pixels)?.name ?? '';
			return `<svg class="${size}" width="${width}" role="img" aria-label="graph of the states"`;
		})
		.replaceAll(/<title>.*?<\/title>\n?/g, '');
};
