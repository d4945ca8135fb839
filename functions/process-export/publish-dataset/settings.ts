import { MEGABYTES_FOR_A_PROCESSOR } from '#contracts/vocabulary.ts';
import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/publish-dataset',
	timeoutSeconds: 890,
	memoryMegabytes: 2 * MEGABYTES_FOR_A_PROCESSOR,
	diskMegabytes: 10_240,
	environment: ['PROCESSED_PATH', 'DUCKDB_MEMORY_MB', 'DUCKDB_THREADS', 'TOLERATED_REJECT_SHARE', 'PROFILE_VALUES'],
});
