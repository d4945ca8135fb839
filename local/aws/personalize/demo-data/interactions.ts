import type { Item } from './items.ts';
import type { Random } from './random.ts';
import { SECONDS_PER_DAY, WINDOW_DAYS, windowStartSeconds } from './time-window.ts';
import type { User } from './users.ts';

const INTERACTIONS = 8000;

/** Zipf's law: a few have most of the interactions; the weight of the n-th is 1/n^s. */
const zipfWeights = (count: number, exponent: number): number[] =>
	Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** exponent);

/** How busy each hour of the day is (UTC). */
const hourWeights = [6, 3, 2, 1, 1, 2, 4, 7, 8, 7, 7, 8, 10, 9, 8, 8, 10, 13, 18, 24, 26, 24, 18, 11];
/** From Monday, the first day of the time window. */
const weekdayWeights = [9, 9, 9, 10, 13, 16, 15];

const eventTypes = ['Click', 'Watch', 'Purchase'] as const;
const eventTypeWeights = [60, 32, 8];
type EventType = (typeof eventTypes)[number];

export interface Interaction {
	readonly userId: string;
	readonly itemId: string;
	readonly timestamp: number;
	readonly eventType: EventType;
	/** The share watched or the price paid; a click has none. */
	readonly eventValue?: number;
}

const eventValueOf = (eventType: EventType, item: Item, random: Random): number | undefined => {
	if (eventType === 'Purchase') return item.price;
	// most people who start also finish
	return eventType === 'Watch' ? Math.round(Math.sqrt(random.fraction()) * 100) / 100 : undefined;
};

/** In the order in which they happened. */
export const generateInteractions = (random: Random, users: readonly User[], items: readonly Item[]): Interaction[] => {
	const activity = zipfWeights(users.length, 0.6);
	const popularity = zipfWeights(items.length, 0.9);
	const dayWeights = Array.from({ length: WINDOW_DAYS }, (_, day) => weekdayWeights[day % 7] as number);
	const appeal = users.map(({ taste }) =>
		items.map(({ genres }, rank) => {
			const liking = genres.reduce((sum, genre) => sum + taste[genre], 0) / genres.length;
			return liking * (popularity[rank] as number);
		}),
	);

	const interactions = Array.from({ length: INTERACTIONS }, (): Interaction => {
		const who = random.weightedIndex(activity);
		const item = items[random.weightedIndex(appeal[who] as number[])] as Item;
		const day = random.weightedIndex(dayWeights);
		const hour = random.weightedIndex(hourWeights);
		const eventType = eventTypes[random.weightedIndex(eventTypeWeights)] as EventType;
		const eventValue = eventValueOf(eventType, item, random);
		return {
			userId: (users[who] as User).userId,
			itemId: item.itemId,
			timestamp: windowStartSeconds + day * SECONDS_PER_DAY + hour * 3600 + random.integer(0, 3599),
			eventType,
			...(eventValue !== undefined && { eventValue }),
		};
	});
	return interactions.sort((one, other) => one.timestamp - other.timestamp);
};
