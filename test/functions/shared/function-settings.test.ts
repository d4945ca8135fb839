import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineSettings, functionNameOf, readEnvironment } from '#functions/shared/function-settings.ts';

const settings = defineSettings({ folder: 'watch-export/record-outcome', environment: ['A_TABLE', 'A_TOPIC'] });

describe('functionNameOf', () => {
	it('is the folder of the step in PascalCase', () => {
		expect(functionNameOf(settings)).toBe('RecordOutcome');
	});
});

describe('readEnvironment', () => {
	afterEach(() => vi.unstubAllEnvs());

	it('reads the variables of the settings, and no other', () => {
		vi.stubEnv('A_TABLE', 'jobs');
		vi.stubEnv('A_TOPIC', 'outcomes');
		expect(readEnvironment(settings)).toEqual({ A_TABLE: 'jobs', A_TOPIC: 'outcomes' });
	});

	it('fails for a variable that is not set, naming it', () => {
		vi.stubEnv('A_TABLE', 'jobs');
		expect(() => readEnvironment(settings)).toThrow('the environment variable A_TOPIC is not set');
	});
});
