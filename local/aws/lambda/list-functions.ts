import { z } from 'zod';
import { AwsError } from '../shared/aws-json.ts';
import { functionArnOf } from '../shared/names.ts';
import { createPager } from '../shared/pager.ts';
import { createRequestParser } from '../shared/parse-request.ts';
import type { FunctionSpec } from './functions.ts';

const MAX_PAGE_SIZE = 50;

const listFunctionsRequest = z.object({
	MaxItems: z.coerce.number().int().min(1, 'Member must have value greater than or equal to 1').default(MAX_PAGE_SIZE),
	Marker: z.string().optional(),
});

const parse = createRequestParser('InvalidParameterValueException');
const pageOf = createPager((token) => new AwsError('InvalidParameterValueException', `Invalid Marker: ${token}`));

/** The answer of ListFunctions. What only a deployed function has, as its code, is not there. */
export const listFunctions = (specs: Readonly<Record<string, FunctionSpec>>, query: URLSearchParams) => {
	const { MaxItems, Marker } = parse(listFunctionsRequest, Object.fromEntries(query));
	const listed = Object.entries(specs).map(([name, spec], index) => ({ index, item: describe(name, spec) }));
	const paging = { maxResults: Math.min(MaxItems, MAX_PAGE_SIZE), nextToken: Marker };
	const { page, nextToken } = pageOf('functions', listed, ({ index }) => index, paging);
	return { Functions: page.map(({ item }) => item), NextMarker: nextToken ?? null };
};

const describe = (name: string, { settings, environment }: FunctionSpec) => ({
	FunctionName: name,
	FunctionArn: functionArnOf(name),
	Version: '$LATEST',
	Timeout: settings.timeoutSeconds,
	MemorySize: settings.memoryMegabytes,
	EphemeralStorage: { Size: settings.diskMegabytes },
	Environment: { Variables: environment },
});
