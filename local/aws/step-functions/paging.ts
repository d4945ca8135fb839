import { AwsError } from '../aws-json.ts';

/** What a list is given when the caller names no number, or 0. */
const DEFAULT_PAGE_SIZE = 100;

/**
 * One page of a list whose keys ascend, and the token for the next. The token holds the key of the last item handed
 * out, so what is added or drops out between two calls neither repeats nor hides an item; `list` says which list and
 * which filter it belongs to.
 */
export const pageOf = <Item>(
	list: string,
	items: readonly Item[],
	keyOf: (item: Item) => number,
	request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
): { readonly page: Item[]; readonly nextToken?: string } => {
	const after = request.nextToken === undefined ? Number.NEGATIVE_INFINITY : readToken(list, request.nextToken);
	const rest = items.filter((item) => keyOf(item) > after);
	const page = rest.slice(0, request.maxResults || DEFAULT_PAGE_SIZE);
	const last = page.at(-1);
	if (last === undefined || page.length === rest.length) return { page };
	return { page, nextToken: Buffer.from(JSON.stringify([list, keyOf(last)])).toString('base64url') };
};

const readToken = (list: string, token: string): number => {
	try {
		const [ofList, key] = JSON.parse(Buffer.from(token, 'base64url').toString());
		if (ofList === list && typeof key === 'number') return key;
	} catch {
		// Not one of ours: refused below, as one of another list is.
	}
	throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
};
