import { stringify } from 'csv-stringify/sync';
import type { DatasetType } from '#contracts/vocabulary.ts';
import { generateInteractions } from './interactions.ts';
import { generateItems } from './items.ts';
import { createRandom } from './random.ts';
import { generateUsers } from './users.ts';

const SEED = 20250303;

/** The demo datasets as CSV, the same bytes in every run. The people in them are invented. */
export const generateDemoData = (): Record<DatasetType, string> => {
	const random = createRandom(SEED);
	const items = generateItems(random);
	const users = generateUsers(random);
	const interactions = generateInteractions(random, users, items);

	const csv = (rows: readonly Record<string, unknown>[]): string => stringify([...rows], { header: true });
	return {
		INTERACTIONS: csv(
			interactions.map(({ userId, itemId, timestamp, eventType, eventValue }) => ({
				USER_ID: userId,
				ITEM_ID: itemId,
				TIMESTAMP: timestamp,
				EVENT_TYPE: eventType,
				EVENT_VALUE: eventValue,
			})),
		),
		ITEMS: csv(
			items.map(({ itemId, title, genres, price, creationTimestamp }) => ({
				ITEM_ID: itemId,
				TITLE: title,
				GENRES: genres.join('|'),
				PRICE: price,
				CREATION_TIMESTAMP: creationTimestamp,
			})),
		),
		USERS: csv(
			users.map(({ userId, ageGroup, membership }) => ({
				USER_ID: userId,
				AGE_GROUP: ageGroup,
				MEMBERSHIP: membership,
			})),
		),
	};
};
