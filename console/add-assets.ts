import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';

const types = {
	'console.css': 'text/css; charset=utf-8',
	'console.js': 'text/javascript; charset=utf-8',
	'idiomorph.js': 'text/javascript; charset=utf-8',
	'icon.svg': 'image/svg+xml',
};

/** Serves the style, the script and the icon of the pages. */
export const addAssets = (app: Hono): void => {
	for (const [name, type] of Object.entries(types)) {
		const content = readFileSync(fileURLToPath(import.meta.resolve(`#console/assets/${name}`)));
		app.get(`/assets/${name}`, (context) => context.body(content, 200, { 'content-type': type }));
	}
};
