import { readFileSync, writeFileSync } from 'node:fs';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/**
 * Leaves only our own sources in a bundle's source map. Node reads the whole map when it loads the bundle, and nine tenths
 * of it are of packages; in a stack trace these stand with their place in the bundle.
 */
export const keepOwnSources = (file: string): void => {
	const map: { sources: string[]; names?: string[]; mappings: string } = JSON.parse(readFileSync(file, 'utf8'));
	const own = map.sources.flatMap((source, index) => (source.includes('node_modules/') ? [] : [index]));
	const newIndex = new Map(own.map((index, at) => [index, at]));

	/** What is not ours ends the mapping before it, and says nothing itself. */
	const ownSegment = ([column, source, line, sourceColumn]: SourceMapSegment): SourceMapSegment => {
		const index = source === undefined ? undefined : newIndex.get(source);
		return index === undefined ? [column] : [column, index, line as number, sourceColumn as number];
	};
	const mappings = decode(map.mappings).map((segments) =>
		segments.map(ownSegment).filter((segment, at, all) => segment.length > 1 || (all[at - 1]?.length ?? 1) > 1),
	);
	writeFileSync(
		file,
		JSON.stringify({
			...map,
			sources: own.map((index) => map.sources[index]),
			names: [],
			mappings: encode(mappings),
		}),
	);
};
