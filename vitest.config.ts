import { defineConfig } from 'vitest/config';

/** Tests that change the clock, the environment, the timers or the modules of their whole process, or that need its memory. */
const whole = [
	'test/embedded/**/*.test.ts',
	'test/client/connect.test.ts',
	'test/command/commands.test.ts',
	'test/docs/local.test.ts',
	'test/smoke/**/*.test.ts',
	'test/lives/**/*.test.ts',
	'test/local/**/*.test.ts',
	'test/statemachine/**/*.test.ts',
	'test/bench/**/*.test.ts',
	'test/support/**/*.test.ts',
	'test/infra/bundling/**/*.test.ts',
];

export default defineConfig({
	test: {
		globalSetup: 'test/support/temporary-folder.ts',
		// Much of a test is waiting for its servers: three fill the two cores of a small machine.
		maxWorkers: 3,
		testTimeout: 90_000,
		hookTimeout: 120_000,
		env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' },
		projects: [
			{ extends: true, test: { name: 'whole', include: whole } },
			// The others share their workers, so that each module is loaded once and not once for each file.
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: [...whole, 'test/package/{package,publish-template}.test.ts'],
					isolate: false,
				},
			},
		],
	},
});
