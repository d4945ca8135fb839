import { defineConfig } from 'vitest/config';

/** `npm run test:package`: packs, installs and uses the package, which takes minutes. */
export default defineConfig({
	test: { root: `${import.meta.dirname}/..`, include: ['test/package/**/*.test.ts'] },
});
