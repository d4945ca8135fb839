import { readFileSync, writeFileSync } from 'node:fs';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/**
 * Keeps only our own sources in a bundle's source map. Node reads the whole map when it loads the bundle, and nine tenths
 * of the map belong to packages; a stack trace shows those with their place in the bundle.
 */
export const keepOwnSources = (file: string): void => {
	const map: { sources: string[]; names?: string[]; mappings: string } = JSON.parse(readFileSync(file, 'utf8'));
	const own = map.sources.flatMap((source, index) => (source.includes('node_modules/') ? [] : [index]));
	const newIndex = new Map(own.map((index, at) => [index, at]));

	/** A segment of a package has no source; it only ends the segment before it. */
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
