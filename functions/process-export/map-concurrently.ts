/** Maps with at most so many at a time, in the order of the items; the first failure starts no more. */
export const mapConcurrently = async <Item, Result>(
	items: readonly Item[],
	concurrency: number,
	map: (item: Item, worker: number) => Promise<Result>,
): Promise<Result[]> => {
	const results = new Array<Result>(items.length);
	let next = 0;
	let hasFailed = false;
	const work = async (worker: number): Promise<void> => {
		while (!hasFailed && next < items.length) {
			const index = next++;
			try {
				results[index] = await map(items[index] as Item, worker);
			} catch (error) {
				hasFailed = true;
				throw error;
			}
		}
	};
	const ended = await Promise.allSettled(
		Array.from({ length: Math.min(concurrency, items.length) }, (_, at) => work(at)),
	);
	for (const end of ended) if (end.status === 'rejected') throw end.reason;
	return results;
};
