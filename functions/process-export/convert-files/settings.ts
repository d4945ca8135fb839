import { MEGABYTES_FOR_A_PROCESSOR } from '#contracts/vocabulary.ts';
import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/convert-files',
	timeoutSeconds: 890,
	memoryMegabytes: 2 * MEGABYTES_FOR_A_PROCESSOR,
	diskMegabytes: 10_240, // the most that Lambda gives: a file of 8 GiB, unpacked, and its part have to fit
	environment: ['PROCESSED_PATH', 'DUCKDB_MEMORY_MB', 'DUCKDB_THREADS'],
});
