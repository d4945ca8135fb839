import type { DatasetManifest } from '#contracts/dataset.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { DatasetReplaced } from '../errors.ts';

/** What is to be published. No name in it occurs in any other publication. */
export interface Publication {
	readonly copies: readonly StagedCopy[];
	readonly documents: Readonly<Record<string, unknown>>;
	readonly manifest: DatasetManifest;
}
export interface StagedCopy {
	/** The name in the staging folder. */
	readonly from: string;
	readonly to: string;
}

/** Calls for the folder of the dataset; names are below it. */
export interface DatasetCalls {
	readonly list: () => Promise<readonly { readonly name: string; readonly eTag: string }[]>;
	readonly copyStaged: (copies: readonly StagedCopy[]) => Promise<void>;
	readonly putDocument: (name: string, document: unknown) => Promise<void>;
	/** Writes the manifest if the one with this ETag still stands, or if there still is none; answers whether it did. */
	readonly putManifest: (manifest: DatasetManifest, replacedETag: string | undefined) => Promise<boolean>;
	readonly remove: (names: readonly string[]) => Promise<void>;
	readonly warn: (message: string, error: Error) => void;
}

export const MANIFEST = '_manifest.json';

/**
 * Replaces a dataset: its files first, then the manifest that names them, then the old files are removed. A manifest replaces
 * only the one that stood when this began. So of two runs at the same time one fails, and files that were listed before the
 * manifest was written belong to no manifest that can still come: they are safe to remove.
 *
 * @throws DatasetReplaced if another run has published meanwhile
 */
export const replaceDataset = async (
	{ copies, documents, manifest }: Publication,
	{ list, copyStaged, putDocument, putManifest, remove, warn }: DatasetCalls,
): Promise<void> => {
	const before = await list();
	const replacedETag = before.find(({ name }) => name === MANIFEST)?.eTag;
	const removeOwn = () =>
		remove([...copies.map(({ to }) => to), ...Object.keys(documents)]).catch((error: Error) =>
			warn('files that no manifest names were not removed; the next run removes them', error),
		);

	let isPublished = false;
	try {
		await copyStaged(copies);
		for (const [name, document] of Object.entries(documents)) await putDocument(name, document);
		isPublished = await putManifest(manifest, replacedETag);
	} catch (error) {
		// After a lost answer, the manifest may stand.
		if (!isTransient(error)) await removeOwn();
		throw error;
	}
	if (!isPublished) {
		await removeOwn();
		throw new DatasetReplaced(manifest.location);
	}
	await remove(before.map(({ name }) => name).filter((name) => name !== MANIFEST));
};
