import type { Random } from './random.ts';
import { SECONDS_PER_DAY, windowStartSeconds } from './time-window.ts';

const ITEMS = 300;
/** How long before the time window the oldest item was created. */
const OLDEST_DAYS = 3 * 365;

export const genres = [
	'Drama',
	'Comedy',
	'Thriller',
	'Documentary',
	'Science Fiction',
	'Romance',
	'Animation',
	'Mystery',
	'Adventure',
	'Horror',
] as const;
export type Genre = (typeof genres)[number];

const qualities = ['Quiet', 'Last', 'Crimson', 'Borrowed', 'Hollow', 'Second', 'Northern', 'Paper', 'Salt', 'Unlit'];
const things = ['Harbour', 'Orchard', 'Signal', 'Winter', 'Letter', 'Station', 'Garden', 'Tide', 'Archive', 'Café'];
const places = ['Lisbon', 'the Valley', 'Trieste', 'the Ninth Floor', 'Århus', 'Sector 12', 'Kyōto', 'the Island'];

/** Titles with commas, quotes and letters beyond ASCII, because CSV goes wrong there. */
const titlePatterns: readonly ((random: Random) => string)[] = [
	({ pick }) => `The ${pick(qualities)} ${pick(things)}`,
	({ pick }) => `${pick(things)} of ${pick(places)}`,
	({ pick }) => `${pick(qualities)} ${pick(things)}, ${pick(qualities)} ${pick(things)}`,
	({ pick }) => `The "${pick(qualities)}" ${pick(things)}`,
	({ pick }) => `${pick(things)}, Part ${pick(['I', 'II', 'III'])}: ${pick(places)}`,
];
const titleWeights = [40, 25, 15, 10, 10];

const inventTitle = (random: Random, taken: ReadonlySet<string>): string => {
	for (;;) {
		const pattern = titlePatterns[random.weightedIndex(titleWeights)] as (typeof titlePatterns)[number];
		const title = pattern(random);
		if (!taken.has(title)) return title;
	}
};

const inventGenres = (random: Random): Genre[] => {
	const chosen = new Set<Genre>();
	const count = 1 + random.weightedIndex([50, 35, 15]);
	while (chosen.size < count) chosen.add(random.pick(genres));
	return [...chosen];
};

export interface Item {
	readonly itemId: string;
	readonly title: string;
	readonly genres: readonly Genre[];
	readonly price: number;
	readonly creationTimestamp: number;
}

/** Every item is older than the first interaction. */
export const generateItems = (random: Random): Item[] => {
	const titles = new Set<string>();
	return Array.from({ length: ITEMS }, (_, index) => {
		const title = inventTitle(random, titles);
		titles.add(title);
		return {
			itemId: `item-${String(index + 1).padStart(4, '0')}`,
			title,
			genres: inventGenres(random),
			price: random.pick([1.99, 2.99, 3.99, 4.99, 7.99, 9.99, 12.99]),
			creationTimestamp: windowStartSeconds - random.integer(1, OLDEST_DAYS * SECONDS_PER_DAY),
		};
	});
};
