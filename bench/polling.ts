import { readFileSync, writeFileSync } from 'node:fs';
import { compareAll } from './polling/compare.ts';
import { frontiers } from './polling/frontiers.ts';
import { leastGeometricMean, leastHighestOfConstants, leastMean } from './polling/lower-bound.ts';
import { plotFrontiers } from './polling/plot-frontiers.ts';
import { summarise } from './polling/summary.ts';
import { summaryAsMarkdown, tablesAsMarkdown } from './polling/tables.ts';
import { measuredTargets } from './polling/targets.ts';
import { reportRatios } from './results.ts';

/** `npm run bench:polling` compares the poll policy with the optimum and with others, and writes the results into docs/. */
const PAGE = new URL('../docs/polling.md', import.meta.url);
const TABLES = new URL('../docs/polling-tables.md', import.meta.url);
const PICTURE = new URL('../docs/polling-frontier.svg', import.meta.url);
const PLACE = /(?<=<!-- figures: npm run bench:polling -->\n).*(?=\n<!-- end of figures -->)/s;

const readPage = () => readFileSync(PAGE, 'utf8');
if (!PLACE.test(readPage())) throw new Error('docs/polling.md has no place for the figures: put the two markers back');

const results = compareAll();
const halfOf = (half: 'choice' | 'report') => results.filter(({ process }) => process.half === half);
const summaries = { choice: summarise(halfOf('choice')), report: summarise(halfOf('report')) };
const reported = halfOf('report').map(({ process }) => process);
const least = {
	mean: leastMean(reported),
	geometricMean: leastGeometricMean(reported),
	highest: leastHighestOfConstants(),
};
const measured = measuredTargets(summaries.report, least);

const table = summaryAsMarkdown(summaries.report);
writeFileSync(
	PAGE,
	readPage().replace(PLACE, () => `\n${table}\n`),
);
writeFileSync(TABLES, tablesAsMarkdown(results, summaries, measured, least));
writeFileSync(PICTURE, plotFrontiers(frontiers()));

console.log(`half for the report:\n${table}\n\nhalf for the choice:\n${summaryAsMarkdown(summaries.choice)}\n`);
reportRatios('polling', measured);
