import { readFileSync, writeFileSync } from 'node:fs';
import { frontiers } from './polling/frontier.ts';
import { plotFrontiers } from './polling/frontier-plot.ts';
import { compareAll, leastMiss } from './polling/run.ts';
import { figuresAsMarkdown } from './polling/table.ts';
import { missedTargets } from './polling/targets.ts';

/** `npm run bench:polling`: measures every way to look against the optimum, and writes table and picture into docs/. */
const PAGE = new URL('../docs/polling.md', import.meta.url);
const PICTURE = new URL('../docs/polling-frontier.svg', import.meta.url);
const FIGURES = /(?<=<!-- figures: npm run bench:polling -->\n).*(?=\n<!-- end of figures -->)/s;

const results = compareAll();
const figures = figuresAsMarkdown(results);
const missed = missedTargets(results);
const least = leastMiss(results, 1.6);

const page = readFileSync(PAGE, 'utf8');
if (!FIGURES.test(page)) throw new Error('docs/polling.md has no place for figures: put the two markers back');
writeFileSync(
	PAGE,
	page.replace(FIGURES, () => `\n${figures}\n`),
);
writeFileSync(PICTURE, plotFrontiers(frontiers()));

console.log(figures.replaceAll(/<\/?details>|<summary>|<\/summary>/g, ''));
console.log(missed.length === 0 ? '\nall targets reached' : `\nnot reached:\n${missed.join('\n')}`);
console.log(
	`without history, the best that any policy can do for 1.6 and every peer at once is ${least.toFixed(3)} of the limits`,
);
