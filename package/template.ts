import { parseArgs } from 'node:util';
import { publishTemplate } from './publish-template.ts';

/** `npm run --silent template -- --assets-bucket <name>`: prints a template for teams without the CDK. */
const { 'assets-bucket': assetsBucket } = parseArgs({ options: { 'assets-bucket': { type: 'string' } } }).values;
if (assetsBucket) {
	process.stdout.write(await publishTemplate(assetsBucket));
} else {
	process.stderr.write('usage: npm run --silent template -- --assets-bucket <name>\n');
	process.exitCode = 2;
}
