import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

export interface Page {
	readonly title: string;
	readonly main: Html;
}

/** SVG that our own libraries have drawn, and nothing else: it is not escaped. */
export const drawn = (svg: string): Html => raw(svg);

/** What stands on all pages. `account` says whose watches they are. */
export const layout = ({ title, main }: Page, account: string, path: string): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Exportwatch</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
<script type="module" src="/assets/console.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="/">Exportwatch</a>
<nav aria-label="Pages">${pages.map(
	({ href, name }) => html`<a href="${href}"${href === path ? raw(' aria-current="page"') : ''}>${name}</a>`,
)}</nav>
<p class="account">${account}</p>
<p id="live" role="status" class="live"></p>
</header>
<main id="main" tabindex="-1">${main}</main>
</body>
</html>`;

const pages = [
	{ href: '/', name: 'Watches' },
	{ href: '/exports', name: 'Exports' },
	{ href: '/processing', name: 'Processing' },
	{ href: '/start', name: 'Start' },
] as const;
