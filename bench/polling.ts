import { readFileSync, writeFileSync } from 'node:fs';
import { compareAll, leastExcess } from './polling/compare.ts';
import { frontiers } from './polling/frontiers.ts';
import { plotFrontiers } from './polling/plot-frontiers.ts';
import { summaryAsMarkdown, tablesAsMarkdown } from './polling/tables.ts';
import { missedTargets } from './polling/targets.ts';

/** `npm run bench:polling` compares the poll policy with the optimum and with others, and writes the results into docs/. */
const PAGE = new URL('../docs/polling.md', import.meta.url);
const TABLES = new URL('../docs/polling-tables.md', import.meta.url);
const PICTURE = new URL('../docs/polling-frontier.svg', import.meta.url);
const PLACE = /(?<=<!-- figures: npm run bench:polling -->\n).*(?=\n<!-- end of figures -->)/s;

const page = readFileSync(PAGE, 'utf8');
if (!PLACE.test(page)) throw new Error('docs/polling.md has no place for the figures: put the two markers back');

const results = compareAll();
const summary = summaryAsMarkdown(results);
writeFileSync(
	PAGE,
	page.replace(PLACE, () => `\n${summary}\n`),
);
writeFileSync(TABLES, tablesAsMarkdown(results));
writeFileSync(PICTURE, plotFrontiers(frontiers()));

const missed = missedTargets(results);
console.log(summary);
console.log(missed.length === 0 ? '\nall targets reached' : `\ntargets missed:\n${missed.join('\n')}`);
console.log(
	`without history, every policy exceeds 1.6 of the optimum or the cost of its best peer by a factor of at least ${leastExcess(results, 1.6).toFixed(3)} on some distribution`,
);
