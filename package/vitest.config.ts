import { defineConfig } from 'vitest/config';

const TEN_MINUTES = 600_000;

/** `npm run test:package`: packs, installs and uses the package, which takes minutes. */
export default defineConfig({
	test: {
		root: `${import.meta.dirname}/..`,
		include: ['test/package/package.test.ts'],
		testTimeout: TEN_MINUTES,
		hookTimeout: TEN_MINUTES,
	},
});
