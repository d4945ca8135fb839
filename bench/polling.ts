import { readFileSync, writeFileSync } from 'node:fs';
import { compareAll } from './polling/compare.ts';
import { frontiers } from './polling/frontiers.ts';
import { leastMeanRatio } from './polling/lower-bound.ts';
import { plotFrontiers } from './polling/plot-frontiers.ts';
import { summarise } from './polling/summary.ts';
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
const halfOf = (half: 'choice' | 'report') => results.filter(({ process }) => process.half === half);
const summaries = { choice: summarise(halfOf('choice')), report: summarise(halfOf('report')) };
const missed = missedTargets(summaries.report);
const leastMean = leastMeanRatio(halfOf('report').map(({ process }) => process));

const table = summaryAsMarkdown(summaries.report);
writeFileSync(
	PAGE,
	page.replace(PLACE, () => `\n${table}\n`),
);
writeFileSync(TABLES, tablesAsMarkdown(results, summaries, missed, leastMean));
writeFileSync(PICTURE, plotFrontiers(frontiers()));

console.log(`half for the report:\n${table}\n\nhalf for the choice:\n${summaryAsMarkdown(summaries.choice)}`);
console.log(missed.length === 0 ? '\nall targets reached' : `\ntargets missed:\n${missed.join('\n')}`);
console.log(`without past exports, no policy has a mean below ${leastMean.toFixed(3)} on the half for the report`);
