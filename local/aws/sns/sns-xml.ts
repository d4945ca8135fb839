import type { Fauxqs } from '../emulators.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The texts of all elements of this name, in an answer as fauxqs writes it. */
export const readMembers = (xml: string, name: string): readonly string[] =>
	[...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
		text.replace(/&(\w+);/g, (entity, code: string) => entities[code] ?? entity),
	);

/** Undefined if there is no such subscription. */
export const readSubscriptionAttributes = async (
	fauxqs: Pick<Fauxqs, 'inject'>,
	subscriptionArn: string,
): Promise<ReadonlyMap<string, string> | undefined> => {
	const { statusCode, body } = await fauxqs.inject({
		method: 'POST',
		url: '/',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		payload: new URLSearchParams({ Action: 'GetSubscriptionAttributes', SubscriptionArn: subscriptionArn }).toString(),
	});
	if (statusCode !== 200) return undefined;
	const values = readMembers(body, 'value');
	return new Map(readMembers(body, 'key').map((key, index) => [key, values[index] ?? '']));
};
