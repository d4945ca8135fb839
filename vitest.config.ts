import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// Much of a test is waiting for its servers: three fill the two cores of a small machine.
		maxWorkers: 3,
		testTimeout: 30_000,
		hookTimeout: 120_000,
		env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' },
	},
});
