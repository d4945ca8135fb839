import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';

const own = (name: string): string => fileURLToPath(new URL(`assets/${name}`, import.meta.url));

const assets = {
	'console.css': { path: own('console.css'), type: 'text/css; charset=utf-8' },
	'console.js': { path: own('console.js'), type: 'text/javascript; charset=utf-8' },
	'idiomorph.js': {
		path: fileURLToPath(new URL('idiomorph.esm.js', import.meta.resolve('idiomorph'))),
		type: 'text/javascript; charset=utf-8',
	},
	'icon.svg': { path: own('icon.svg'), type: 'image/svg+xml' },
} as const;

/** Serves the style, the script and the icon of the pages. */
export const addAssets = (app: Hono): void => {
	for (const [name, { path, type }] of Object.entries(assets)) {
		const content = readFileSync(path);
		app.get(`/assets/${name}`, (context) => context.body(content, 200, { 'content-type': type }));
	}
};
