import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/**
 * Keeps only our own sources in a bundle's source map, named by their paths below `root`. Node reads the whole map when it
 * loads the bundle, and nine tenths of the map belong to packages; a stack trace shows those with their place in the
 * bundle. esbuild's own paths lead from the map to the sources, so the same code in another folder would be another asset.
 */
export const keepOwnSources = (file: string, root: string): void => {
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
			sources: own.map((index) => pathBelow(root, resolve(dirname(file), map.sources[index] as string))),
			names: [],
			mappings: encode(mappings),
		}),
	);
};

/** With slashes on every platform. */
const pathBelow = (root: string, file: string): string => relative(root, file).replaceAll(sep, '/');
