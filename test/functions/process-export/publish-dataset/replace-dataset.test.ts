import { describe, expect, it } from 'vitest';
import type { DatasetManifest } from '#contracts/dataset.ts';
import {
	type DatasetCalls,
	MANIFEST,
	type Publication,
	replaceDataset,
} from '#functions/process-export/publish-dataset/replace-dataset.ts';
import { ServiceUnavailable } from '#functions/shared/errors.ts';

/** What a run publishes: two parts and a profile. */
const publicationOf = (run: string): Publication => {
	const parts = [0, 1].map((index) => `part-0000${index}-${run}.parquet`);
	const files = parts.map((part) => ({ part }));
	return {
		copies: parts.map((to, index) => ({ from: `part-0000${index}.parquet`, to })),
		documents: { [`_profile-${run}.json`]: {} },
		manifest: { publication: run, location: 's3://p/d/', files, profile: `_profile-${run}.json` } as DatasetManifest,
	};
};
const namesOf = ({ copies, documents }: Publication) =>
	[...copies.map(({ to }) => to), ...Object.keys(documents)].sort();

/** A folder of S3, in which runs work side by side. `pause` is called before each single step. */
const createFolder = (...names: readonly string[]) => {
	const objects = new Map<string, { readonly body: unknown; readonly eTag: string }>();
	let writes = 0;
	const write = (name: string, body: unknown) => void objects.set(name, { body, eTag: `${writes++}` });
	for (const name of names) write(name, 'old');
	const callsWith = (pause: () => Promise<void> = async () => {}): DatasetCalls => ({
		list: async () => {
			await pause();
			return [...objects].map(([name, { eTag }]) => ({ name, eTag }));
		},
		copyStaged: async (copies) => {
			for (const { from, to } of copies) {
				await pause();
				write(to, from);
			}
		},
		putDocument: async (name, document) => {
			await pause();
			write(name, document);
		},
		putManifest: async (manifest, replacedETag) => {
			await pause();
			if (objects.get(MANIFEST)?.eTag !== replacedETag) return false;
			write(MANIFEST, manifest);
			return true;
		},
		remove: async (removed) => {
			for (const name of removed) {
				await pause();
				objects.delete(name);
			}
		},
		warn: () => {},
	});
	const manifest = () => objects.get(MANIFEST)?.body as DatasetManifest | undefined;
	return { callsWith, manifest, names: () => [...objects.keys()].sort() };
};

describe('a dataset is replaced', () => {
	it('by files that nobody else has, and by a manifest that names them', async () => {
		const folder = createFolder('part-00000.parquet', '_manifest.json', '_rejects/part-00000.jsonl');
		await replaceDataset(publicationOf('a'), folder.callsWith());
		expect(folder.manifest()?.publication).toBe('a');
		expect(folder.names()).toEqual([MANIFEST, ...namesOf(publicationOf('a'))].sort());
	});

	it('so that at every moment the files of the manifest that stands are there', async () => {
		const folder = createFolder();
		await replaceDataset(publicationOf('a'), folder.callsWith());
		const check = async () => {
			const { publication = '' } = folder.manifest() ?? {};
			expect(folder.names()).toEqual(expect.arrayContaining(namesOf(publicationOf(publication))));
		};
		await replaceDataset(publicationOf('b'), folder.callsWith(check));
		await check();
	});

	it('by one of two runs at the same time, whatever their order, and the other one fails by name', async () => {
		for (let seed = 0; seed < 2 ** 10; seed += 1) {
			const folder = createFolder('part-00000-old.parquet', '_manifest.json');
			await race(seed, (run, pause) => replaceDataset(publicationOf(run), folder.callsWith(pause)));
			const { publication = '' } = folder.manifest() ?? {};
			expect(folder.names(), `order ${seed}`).toEqual([MANIFEST, ...namesOf(publicationOf(publication))].sort());
		}
	});

	/** Lets two runs go on in turn: the bits of the seed say whose turn it is. */
	async function race(seed: number, start: (run: string, pause: () => Promise<void>) => Promise<void>): Promise<void> {
		const waiting: Record<string, () => void> = {};
		const running = new Set(['a', 'b']);
		const ends = ['a', 'b'].map((run) =>
			start(run, async () => {
				const { promise, resolve } = Promise.withResolvers<void>();
				waiting[run] = resolve;
				await promise;
			})
				.catch((error: Error) => error.name)
				.finally(() => running.delete(run)),
		);
		for (let step = 0; running.size > 0; step += 1) {
			const turn = (seed >> (step % 10)) & 1 ? 'a' : 'b';
			const run = running.has(turn) ? turn : turn === 'a' ? 'b' : 'a';
			for (let tick = 0; tick < 50 && running.has(run) && !waiting[run]; tick += 1) await Promise.resolve();
			const go = waiting[run];
			delete waiting[run];
			go?.();
			for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
		}
		const failures = (await Promise.all(ends)).filter(Boolean);
		expect(['', 'DatasetReplaced']).toContain(failures.join());
	}
});

describe('the previous dataset stands, and nothing else', () => {
	it.each(['copyStaged', 'putDocument', 'putManifest'] as const)('if %s is refused', async (call) => {
		const folder = createFolder();
		await replaceDataset(publicationOf('a'), folder.callsWith());
		const before = folder.names();
		const refuse = async () => {
			throw Object.assign(new Error('no'), { name: 'AccessDenied' });
		};
		const replaced = replaceDataset(publicationOf('b'), { ...folder.callsWith(), [call]: refuse });
		await expect(replaced).rejects.toThrow('no');
		expect(folder.names()).toEqual(before);
	});

	it('until a retry, if the answer to the manifest was lost', async () => {
		const folder = createFolder();
		await replaceDataset(publicationOf('a'), folder.callsWith());
		const losing: DatasetCalls = {
			...folder.callsWith(),
			putManifest: async (...call) => {
				await folder.callsWith().putManifest(...call);
				throw new ServiceUnavailable('S3 PutObject', new Error('lost'));
			},
		};
		await expect(replaceDataset(publicationOf('b'), losing)).rejects.toThrow('lost');
		expect(folder.names()).toEqual(expect.arrayContaining(namesOf(publicationOf('b'))));
		await replaceDataset(publicationOf('c'), folder.callsWith());
		expect(folder.names()).toEqual([MANIFEST, ...namesOf(publicationOf('c'))].sort());
	});
});
