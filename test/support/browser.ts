import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The package has Chromium for this platform only. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

/**
 * A headless Chromium with its usual rules between origins; the names below `.example` are this machine. The package
 * unpacks it into a temporary folder, which `close` removes.
 */
export const launchChromium = async (): Promise<{ readonly browser: Browser; readonly close: () => Promise<void> }> => {
	const { TMPDIR } = process.env;
	const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
	process.env.TMPDIR = folder;
	try {
		const browser = await playwright.launch({
			executablePath: await chromium.executablePath(),
			// not the arguments that the package proposes: they switch those rules off
			args: ['--no-sandbox', '--host-resolver-rules=MAP *.example 127.0.0.1'],
		});
		const close = async () => {
			await browser.close();
			rmSync(folder, { recursive: true });
		};
		return { browser, close };
	} catch (error) {
		rmSync(folder, { recursive: true });
		throw error;
	} finally {
		if (TMPDIR === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = TMPDIR;
	}
};
