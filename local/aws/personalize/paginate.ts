import { AwsError } from '../aws-json.ts';

/** The largest page the API allows; what the service takes when nothing is asked for is not documented. */
const DEFAULT_MAX_RESULTS = 100;

/**
 * One page of `items`, and the token of the next one if there is one. The token names the last item given out, not
 * its position: what is added at the front of a list in the meantime neither repeats nor hides anything.
 */
export const paginate = <Item>(
	items: readonly Item[],
	arnOf: (item: Item) => string,
	request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
): { readonly page: readonly Item[]; readonly nextToken?: string } => {
	const { maxResults = DEFAULT_MAX_RESULTS, nextToken } = request;

	let start = 0;
	if (nextToken !== undefined) {
		const lastSeen = Buffer.from(nextToken, 'base64url').toString('utf8');
		start = items.findIndex((item) => arnOf(item) === lastSeen) + 1;
		if (start === 0) throw new AwsError('InvalidNextTokenException', `The token '${nextToken}' is not valid.`);
	}

	const page = items.slice(start, start + maxResults);
	const last = page.at(-1);
	if (last === undefined || start + page.length === items.length) return { page };
	return { page, nextToken: Buffer.from(arnOf(last)).toString('base64url') };
};
