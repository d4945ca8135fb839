import type { AwsError } from './aws-json.ts';

/** The size of a page when the caller names none, or 0. */
const DEFAULT_PAGE_SIZE = 100;

interface PageRequest {
	readonly maxResults?: number | undefined;
	readonly nextToken?: string | undefined;
}

/**
 * Cuts lists into pages. A token holds the key of the last item given out, so an item that is added or drops out
 * between two calls neither repeats nor hides another.
 *
 * @param refuse the service's error for a token that it did not give out, or gave out for another list
 * @returns a function that gives one page of a list whose keys ascend, and the token of the next page; `list` names the
 * list and its filter
 */
export const createPager =
	(refuse: (token: string) => AwsError) =>
	<Item>(
		list: string,
		items: readonly Item[],
		keyOf: (item: Item) => number,
		{ maxResults, nextToken }: PageRequest,
	): { readonly page: readonly Item[]; readonly nextToken?: string } => {
		let rest = items;
		if (nextToken !== undefined) {
			const lastKey = readToken(list, nextToken);
			if (lastKey === undefined) throw refuse(nextToken);
			rest = items.filter((item) => keyOf(item) > lastKey);
		}
		const page = rest.slice(0, maxResults || DEFAULT_PAGE_SIZE);
		const last = page.at(-1);
		if (last === undefined || page.length === rest.length) return { page };
		return { page, nextToken: Buffer.from(JSON.stringify([list, keyOf(last)])).toString('base64url') };
	};

const readToken = (list: string, token: string): number | undefined => {
	try {
		const [ofList, key] = JSON.parse(Buffer.from(token, 'base64url').toString());
		return ofList === list && typeof key === 'number' ? key : undefined;
	} catch {
		return undefined;
	}
};
