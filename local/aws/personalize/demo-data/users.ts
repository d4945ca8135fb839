import { type Genre, genres } from './items.ts';
import type { Random } from './random.ts';

const USERS = 200;

const ageGroups = ['18-24', '25-34', '35-44', '45-54', '55+'] as const;
const ageWeights = [18, 30, 24, 16, 12];
const memberships = ['Free', 'Basic', 'Premium'] as const;
const membershipWeights = [55, 30, 15];

export interface User {
	readonly userId: string;
	readonly ageGroup: (typeof ageGroups)[number];
	readonly membership: (typeof memberships)[number];
	/** How many times likelier than average this person is to choose a genre. */
	readonly taste: Readonly<Record<Genre, number>>;
}

const inventTaste = (random: Random): User['taste'] => {
	const favourites = [random.pick(genres), random.pick(genres)];
	return Object.fromEntries(
		genres.map((genre) => [genre, favourites.includes(genre) ? 8 : 0.5 + random.fraction()]),
	) as Record<Genre, number>;
};

export const generateUsers = (random: Random): User[] =>
	Array.from({ length: USERS }, (_, index) => ({
		userId: `user-${String(index + 1).padStart(4, '0')}`,
		ageGroup: ageGroups[random.weightedIndex(ageWeights)] as User['ageGroup'],
		membership: memberships[random.weightedIndex(membershipWeights)] as User['membership'],
		taste: inventTaste(random),
	}));
