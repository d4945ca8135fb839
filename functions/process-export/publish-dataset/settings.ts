import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/publish-dataset',
	timeoutSeconds: 890,
	memoryMegabytes: 2_048,
	diskMegabytes: 10_240,
	environment: ['PROCESSED_PATH', 'DUCKDB_MEMORY_MB', 'TOLERATED_REJECT_SHARE', 'PROFILE_VALUES'],
});
