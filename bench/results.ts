import { mkdirSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** A figure of a bench with its aim. Always a ratio, because times differ from machine to machine. */
const ratio = z.object({
	name: z.string(),
	value: z.number(),
	/** The aim: the value is at most this. */
	most: z.number(),
	/** What anybody can reach, by proof or as the best that was found; above the aim, the aim is out of reach. */
	bound: z.optional(z.number()),
});
export type Ratio = Readonly<z.output<typeof ratio>>;

/** A file in bench/results/. */
export const results = z.object({ command: z.string(), date: z.iso.date(), ratios: z.array(ratio) });

export const isReached = ({ value, most }: Ratio): boolean => value <= most;
export const isOutOfReach = ({ most, bound = 0 }: Ratio): boolean => bound > most;

export const RESULTS = new URL('results/', import.meta.url);

/** Prints each ratio beside its aim, and writes all to `bench/results/`, where a test holds them to their aims. */
export const reportRatios = (bench: string, ratios: readonly Ratio[]): void => {
	for (const each of ratios) {
		const { name, value, most, bound } = each;
		const limit = isOutOfReach(each) ? `; out of reach, the bound is ${bound?.toFixed(2)}` : '';
		console.log(`${isReached(each) ? 'OK    ' : 'missed'}  ${name}: ${value.toFixed(3)}, at most ${most}${limit}`);
	}
	const rounded = ratios.map(({ bound, ...each }) => ({
		...each,
		value: round(each.value),
		...(bound && { bound: round(bound) }),
	}));
	const content = { command: `npm run bench:${bench}`, date: new Date().toISOString().slice(0, 10), ratios: rounded };
	mkdirSync(RESULTS, { recursive: true });
	writeFileSync(new URL(`${bench}.json`, RESULTS), `${JSON.stringify(results.parse(content), null, '\t')}\n`);
};

const round = (value: number): number => Math.round(1_000 * value) / 1_000;
