import { defineConfig } from 'vitest/config';

const TEN_MINUTES = 600_000;

/** `npm run test:package`: what takes minutes: packs, installs and uses the package, and publishes a template. */
export default defineConfig({
	test: {
		root: `${import.meta.dirname}/..`,
		include: ['test/package/{package,publish-template}.test.ts'],
		testTimeout: TEN_MINUTES,
		hookTimeout: TEN_MINUTES,
	},
});
