import { launchChromium } from './browser.ts';

const [url, path, out, w = '1200', h = '900', scheme = 'light'] = process.argv.slice(2);
const { browser, close } = (await launchChromium()) as any;
const p = await browser.newPage({ viewport: { width: +w, height: +h }, colorScheme: scheme as any });
p.on('console', (m: any) => console.log('console', m.text()));
await p.goto(url!);
if (path) await p.goto(new URL(path, url).href);
await p.waitForTimeout(1500);
await p.screenshot({ path: out, fullPage: true });
await close();
